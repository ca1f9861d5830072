using Cortex.Engine.Inference.Kernels;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.VectorSearch.Kernels;

namespace Cortex.Engine.Tests.VectorSearch.Kernels;

public sealed unsafe class ByteProductsTests
{
    [Theory]
    [InlineData(64, 1)]
    [InlineData(64, 7)]
    [InlineData(384, 256)]
    [InlineData(1_024, 33)]
    [InlineData(Quantisation.MaxDimensions, 5)]
    public void Every_width_gives_the_plain_sums(int stride, int rows)
    {
        var random = new Random(stride + rows);
        using var codes = new NativeBuffer<byte>((long)stride * rows);
        using var products = new NativeBuffer<int>(rows);
        random.NextBytes(new Span<byte>(codes.Pointer, stride * rows));

        // The last row is the largest there can be, so that an overflow would show.
        new Span<byte>(codes.Pointer + ((long)stride * (rows - 1)), stride).Fill(255);
        var vector = new float[stride];
        for (var i = 0; i < stride; i++) vector[i] = rows % 2 == 1 ? 1 : random.NextSingle() - 0.5f;
        using var query = QuantisedQuery.From(vector)!;
        foreach (var kernel in ByteProducts.Supported)
        {
            kernel.Multiply(codes.Pointer, stride, rows, query, products.Pointer);
            for (var row = 0; row < rows; row++)
            {
                var expected = 0;
                for (var i = 0; i < stride; i++) expected += (codes.Pointer[((long)row * stride) + i] - Quantisation.Zero) * query.Bytes[i];
                Assert.Equal(expected, products.Pointer[row]);
            }
        }
    }

    [Fact]
    public void The_plain_one_runs_everywhere() => Assert.IsType<ByteProducts<Bytes128>>(ByteProducts.Supported[0]);
}
