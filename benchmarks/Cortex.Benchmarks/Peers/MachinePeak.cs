using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cortex.Engine.Inference.Kernels;

namespace Cortex.Benchmarks.Peers;

/// <summary>What one core multiplies and adds at most, in registers alone: the limit of any matrix product here.</summary>
internal static class MachinePeak
{
    private const int Rounds = 20_000_000;

    // As many sums as keep every unit busy.
    private const int Sums = 12;

    /// <summary>Billions of products a second: floats, pairs of 16-bit integers, and bytes where .NET has the instruction (else null).</summary>
    public static (double Float, double Integer16, double? Integer8) Measure() => Simd.Best switch
    {
        SimdLevel.Vector512 => (Rate(Floats<Floats512>, 16), Rate(Pairs<Floats512, Pairs512>, 32), Bytes()),
        SimdLevel.Vector256 => (Rate(Floats<Floats256>, 8), Rate(Pairs<Floats256, Pairs256>, 16), Bytes()),
        _ => (Rate(Floats<Floats128>, 4), Rate(Pairs<Floats128, Pairs128>, 8), null),
    };

    private static double? Bytes() => AvxVnni.IsSupported ? Rate(VnniBytes, 32) : null;

    private static double Rate(Func<int, float> work, int products)
    {
        work(1_000);
        var clock = Stopwatch.GetTimestamp();
        work(Rounds);
        return (double)Rounds * Sums * products / Stopwatch.GetElapsedTime(clock).TotalSeconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Floats<T>(int rounds)
        where T : struct, IFloatLanes<T>
    {
        T x = T.Broadcast(0.5f), y = T.Broadcast(rounds);
        T a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var round = 0; round < rounds; round++)
        {
            a = T.MultiplyAdd(x, y, a); b = T.MultiplyAdd(x, y, b); c = T.MultiplyAdd(x, y, c); d = T.MultiplyAdd(x, y, d);
            e = T.MultiplyAdd(x, y, e); f = T.MultiplyAdd(x, y, f); g = T.MultiplyAdd(x, y, g); h = T.MultiplyAdd(x, y, h);
            i = T.MultiplyAdd(x, y, i); j = T.MultiplyAdd(x, y, j); k = T.MultiplyAdd(x, y, k); l = T.MultiplyAdd(x, y, l);
        }

        return T.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Pairs<TFloat, TPair>(int rounds)
        where TFloat : struct, IFloatLanes<TFloat>
        where TPair : struct, IPairLanes<TPair, TFloat>
    {
        var y = TPair.Broadcast((short*)&rounds);
        TPair a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var round = 0; round < rounds; round++)
        {
            // Each product is of another operand, or it would be taken out of the loop.
            a = TPair.MultiplyAdd(a, y, a); b = TPair.MultiplyAdd(b, y, b); c = TPair.MultiplyAdd(c, y, c); d = TPair.MultiplyAdd(d, y, d);
            e = TPair.MultiplyAdd(e, y, e); f = TPair.MultiplyAdd(f, y, f); g = TPair.MultiplyAdd(g, y, g); h = TPair.MultiplyAdd(h, y, h);
            i = TPair.MultiplyAdd(i, y, i); j = TPair.MultiplyAdd(j, y, j); k = TPair.MultiplyAdd(k, y, k); l = TPair.MultiplyAdd(l, y, l);
        }

        var all = TPair.ToFloats(a) + TPair.ToFloats(b) + TPair.ToFloats(c) + TPair.ToFloats(d) + TPair.ToFloats(e) + TPair.ToFloats(f);
        return TFloat.Sum(all + TPair.ToFloats(g) + TPair.ToFloats(h) + TPair.ToFloats(i) + TPair.ToFloats(j) + TPair.ToFloats(k) + TPair.ToFloats(l));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float VnniBytes(int rounds)
    {
        var x = Vector256.Create((byte)rounds);
        var y = Vector256.Create((sbyte)rounds);
        var a = Vector256.Create(rounds);
        Vector256<int> b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (var round = 0; round < rounds; round++)
        {
            a = AvxVnni.MultiplyWideningAndAdd(a, x, y); b = AvxVnni.MultiplyWideningAndAdd(b, x, y); c = AvxVnni.MultiplyWideningAndAdd(c, x, y);
            d = AvxVnni.MultiplyWideningAndAdd(d, x, y); e = AvxVnni.MultiplyWideningAndAdd(e, x, y); f = AvxVnni.MultiplyWideningAndAdd(f, x, y);
            g = AvxVnni.MultiplyWideningAndAdd(g, x, y); h = AvxVnni.MultiplyWideningAndAdd(h, x, y); i = AvxVnni.MultiplyWideningAndAdd(i, x, y);
            j = AvxVnni.MultiplyWideningAndAdd(j, x, y); k = AvxVnni.MultiplyWideningAndAdd(k, x, y); l = AvxVnni.MultiplyWideningAndAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
