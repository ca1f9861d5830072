using System.Numerics;
using System.Runtime.InteropServices;

namespace Cortex.Engine.Inference;

/// <summary>A text as the encoder reads it: one vector of all of it, and one of each token where it stands.</summary>
/// <param name="Vector">Of unit length.</param>
/// <param name="Tokens">Of unit length each, one after the other, without the two tokens that enclose a text.</param>
public sealed record EncodedText(float[] Vector, float[] Tokens)
{
    public int TokenCount => Tokens.Length / Vector.Length;

    public ReadOnlySpan<float> Token(int number) => Tokens.AsSpan(number * Vector.Length, Vector.Length);

    /// <summary>How close the texts are as a whole: -1 to 1.</summary>
    public double Cosine(EncodedText other) => Dot(Vector, other.Vector);

    /// <summary>How close the nearest of the other's tokens comes to each of this one's, on average: -1 to 1, and 0 where one has none.</summary>
    public double TokensFoundIn(EncodedText other) => TokenCount == 0 ? 0 : Enumerable.Range(0, TokenCount).Average(number => TokenFoundIn(number, other));

    /// <summary>How close the nearest of the other's tokens comes to one of this one's.</summary>
    public double TokenFoundIn(int number, EncodedText other)
    {
        if (other.TokenCount == 0) return 0;
        var best = -1f;
        for (var i = 0; i < other.TokenCount; i++) best = Math.Max(best, Dot(Token(number), other.Token(i)));
        return best;
    }

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++) sums += wideA[i] * wideB[i];
        var sum = System.Numerics.Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
