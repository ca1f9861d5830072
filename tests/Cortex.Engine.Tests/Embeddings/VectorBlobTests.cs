using Cortex.Engine.Embeddings;
using Cortex.Engine.Tests.Inference;

namespace Cortex.Engine.Tests.Embeddings;

public sealed class VectorBlobTests
{
    [Fact]
    public void A_vector_comes_back_of_unit_length()
    {
        var random = new Random(3);
        var vector = Enumerable.Range(0, 384).Select(_ => (float)(random.NextDouble() - 0.5) * 40).ToArray();
        var blob = VectorBlob.Of(vector);
        Assert.Equal(384 * 2, blob.Length);
        var read = VectorBlob.Read(blob);
        Assert.Equal(1, Length(read), 0.001);
        Assert.True(Vectors.Cosine(vector, read) > 0.99999);
        // What is of unit length already stays what it is.
        Assert.True(Vectors.Cosine(read, VectorBlob.Read(VectorBlob.Of(read))) > 0.99999);
    }

    [Fact]
    public void It_is_little_endian_float16() => Assert.Equal([0x00, 0x3C, 0x00, 0x00], VectorBlob.Of([2, 0]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_no_number_leaves_nothing(float value) => Assert.Empty(VectorBlob.Of([0.5f, value, 0.5f]));

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Empty(VectorBlob.Of([]));
        Assert.Empty(VectorBlob.Of([0, 0, 0]));
        Assert.Empty(VectorBlob.Read([]));
    }

    [Theory]
    [InlineData(float.Epsilon)]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    public void The_smallest_and_the_largest_have_a_direction(float value)
    {
        var read = VectorBlob.Read(VectorBlob.Of([value, -value, 0]));
        Assert.Equal(Math.Sqrt(0.5), read[0], 0.001);
        Assert.Equal(-Math.Sqrt(0.5), read[1], 0.001);
    }

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));
}
