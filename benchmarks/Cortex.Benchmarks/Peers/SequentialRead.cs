using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cortex.Engine.Inference;

namespace Cortex.Benchmarks.Peers;

/// <summary>Reading bytes from one end to the other and doing nothing with them: what no scan can be faster than.</summary>
internal static unsafe class SequentialRead
{
    private const int Piece = 1 << 20;

    private static long s_sink;

    public static TimeSpan Measure(byte* start, long length, int threads)
    {
        var clock = Stopwatch.GetTimestamp();
        SharedWork.Run((int)((length + Piece - 1) / Piece), threads, piece => Read(start + ((long)piece * Piece), Math.Min(Piece, length - ((long)piece * Piece))));
        return Stopwatch.GetElapsedTime(clock);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read(byte* start, long length)
    {
        Vector256<long> a = default, b = default, c = default, d = default;
        for (long i = 0; i + 128 <= length; i += 128)
        {
            a ^= Vector256.Load((long*)(start + i));
            b ^= Vector256.Load((long*)(start + i + 32));
            c ^= Vector256.Load((long*)(start + i + 64));
            d ^= Vector256.Load((long*)(start + i + 96));
        }

        // Used, or it would not be read.
        Volatile.Write(ref s_sink, Vector256.Sum(a ^ b ^ c ^ d));
    }
}
