using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Tests.VectorSearch;

public sealed unsafe class QuantisationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(384)]
    public void Codes_are_within_half_a_step_of_the_values(int dimensions)
    {
        var random = new Random(dimensions);
        var values = Enumerable.Range(0, dimensions).Select(_ => (Half)(random.NextSingle() - 0.5f)).ToArray();
        var stride = Quantisation.Stride(dimensions);
        var halves = stackalloc ushort[stride];
        var codes = stackalloc byte[stride];
        Assert.True(Quantisation.TryMake(VectorLibrary.Halves([.. values.Select(value => (float)value)]), stride, halves, codes, out var scale));
        for (var i = 0; i < stride; i++)
        {
            var value = i < dimensions ? (float)values[i] : 0;
            Assert.InRange(((codes[i] - Quantisation.Zero) * scale) - value, -0.501f * scale, 0.501f * scale);
            Assert.Equal((Half)value, BitConverter.UInt16BitsToHalf(halves[i]));
        }
    }

    [Fact]
    public void The_smallest_and_the_largest_numbers_are_read_and_what_is_no_number_is_not()
    {
        Assert.True(Made(Half.Epsilon, (Half)0f));
        Assert.True(Made(Half.MaxValue, Half.MinValue));
        Assert.False(Made((Half)1f, Half.NaN));
        Assert.False(Made((Half)1f, Half.NegativeInfinity));

        static bool Made(Half a, Half b)
        {
            ushort* halves = stackalloc ushort[64];
            byte* codes = stackalloc byte[64];
            return Quantisation.TryMake(VectorLibrary.Halves([(float)a, (float)b]), 64, halves, codes, out _);
        }
    }
}
