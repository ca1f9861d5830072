using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Tests.VectorSearch;

public sealed unsafe class HalfFloatsTests
{
    [Fact]
    public void Every_number_of_16_bits_is_read_exactly()
    {
        var halves = stackalloc ushort[8];
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (!Half.IsFinite(value)) continue;
            new Span<ushort>(halves, 8).Fill((ushort)bits);
            Assert.Equal((float)value, HalfFloats.Load(halves)[bits % 8]);
        }
    }
}
