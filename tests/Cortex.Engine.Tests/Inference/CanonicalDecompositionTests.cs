using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class CanonicalDecompositionTests
{
    [Theory]
    [InlineData(0x41, new[] { 0x41 })]
    [InlineData(0xC5, new[] { 0x41, 0x30A })]
    [InlineData(0x212B, new[] { 0x41, 0x30A })]
    [InlineData(0x1D6, new[] { 0x75, 0x308, 0x304 })]
    [InlineData(0x1F82, new[] { 0x3B1, 0x313, 0x300, 0x345 })]
    [InlineData(0x37E, new[] { 0x3B })]
    [InlineData(0xAC00, new[] { 0x1100, 0x1161 })]
    [InlineData(0xD7A3, new[] { 0x1112, 0x1175, 0x11C2 })]
    [InlineData(0x1D15E, new[] { 0x1D157, 0x1D165 })]
    [InlineData(0x2F800, new[] { 0x4E3D })]
    [InlineData(0xFB01, new[] { 0xFB01 })]
    public void A_character_comes_apart_fully(int codePoint, int[] parts)
    {
        Span<int> found = stackalloc int[CanonicalDecomposition.MaxLength];
        Assert.Equal(parts, found[..CanonicalDecomposition.Decompose(codePoint, found)].ToArray());
    }
}
