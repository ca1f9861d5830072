using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.VectorSearch;

/// <summary>
/// Arithmetic on 16-bit floats, .NET having none in vectors. Always in eight lanes and without fused products, so that every
/// machine gets the same cosines to the bit.
/// </summary>
internal static unsafe class HalfFloats
{
    /// <summary>The largest that is a number.</summary>
    public const float Most = 65_504;

    /// <summary>Eight values. Infinities and what is no number become large numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ushort* source)
    {
        var halves = Vector128.Load(source);
        var (low, high) = Vector128.Widen(halves);
        var bits = Vector256.Create(low, high);
        var sign = (bits & Vector256.Create(0x8000u)) << 16;

        // The fraction moves to its place; the product makes up for the other bias of the exponent, and is exact for the smallest too.
        var magnitude = ((bits & Vector256.Create(0x7FFFu)) << 13).AsSingle() * Vector256.Create(5.192296858534828E+33f);
        return (magnitude.AsUInt32() | sign).AsSingle();
    }

    /// <summary>The product of a row of <paramref name="stride"/> halves with as many floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Product(ushort* row, float* query, int stride)
    {
        Vector256<float> a = Vector256<float>.Zero, b = a, c = a, d = a;
        for (var i = 0; i < stride; i += 32)
        {
            a += Load(row + i) * Vector256.Load(query + i);
            b += Load(row + i + 8) * Vector256.Load(query + i + 8);
            c += Load(row + i + 16) * Vector256.Load(query + i + 16);
            d += Load(row + i + 24) * Vector256.Load(query + i + 24);
        }

        // In an order of its own: that of Vector256.Sum is the machine's.
        var all = a + b + (c + d);
        var half = all.GetLower() + all.GetUpper();
        return half[0] + half[1] + (half[2] + half[3]);
    }
}
