using System.Runtime.CompilerServices;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>The two matrix products. A tile of 6 rows by 2 vectors keeps its sums in registers on every machine.</summary>
internal static unsafe class TileProducts<TFloat, TPair>
    where TFloat : struct, IFloatLanes<TFloat>
    where TPair : struct, IPairLanes<TPair, TFloat>
{
    // Never precompiled: a published build is compiled for an older machine than the one it runs on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Linear(short* rows, float* rowScales, int stride, short* panel, float* scales, float* bias, float* target, int targetStride)
    {
        nint step = stride;
        var rows3 = rows + (3 * step);
        var end = panel + (step * 2 * TFloat.Count);
        TPair s00 = TPair.Zero, s01 = TPair.Zero;
        TPair s10 = TPair.Zero, s11 = TPair.Zero;
        TPair s20 = TPair.Zero, s21 = TPair.Zero;
        TPair s30 = TPair.Zero, s31 = TPair.Zero;
        TPair s40 = TPair.Zero, s41 = TPair.Zero;
        TPair s50 = TPair.Zero, s51 = TPair.Zero;
        while (panel < end)
        {
            var w0 = TPair.Load(panel);
            var w1 = TPair.Load(panel + (2 * TFloat.Count));
            var x0 = TPair.Broadcast(rows);
            s00 = TPair.MultiplyAdd(x0, w0, s00);
            s01 = TPair.MultiplyAdd(x0, w1, s01);
            var x1 = TPair.Broadcast(rows + step);
            s10 = TPair.MultiplyAdd(x1, w0, s10);
            s11 = TPair.MultiplyAdd(x1, w1, s11);
            var x2 = TPair.Broadcast(rows + (2 * step));
            s20 = TPair.MultiplyAdd(x2, w0, s20);
            s21 = TPair.MultiplyAdd(x2, w1, s21);
            var x3 = TPair.Broadcast(rows3);
            s30 = TPair.MultiplyAdd(x3, w0, s30);
            s31 = TPair.MultiplyAdd(x3, w1, s31);
            var x4 = TPair.Broadcast(rows3 + step);
            s40 = TPair.MultiplyAdd(x4, w0, s40);
            s41 = TPair.MultiplyAdd(x4, w1, s41);
            var x5 = TPair.Broadcast(rows3 + (2 * step));
            s50 = TPair.MultiplyAdd(x5, w0, s50);
            s51 = TPair.MultiplyAdd(x5, w1, s51);
            rows += 2;
            rows3 += 2;
            panel += 4 * TFloat.Count;
        }

        Finish(s00, s01, rowScales[0], scales, bias, target);
        Finish(s10, s11, rowScales[1], scales, bias, target + (1 * (nint)targetStride));
        Finish(s20, s21, rowScales[2], scales, bias, target + (2 * (nint)targetStride));
        Finish(s30, s31, rowScales[3], scales, bias, target + (3 * (nint)targetStride));
        Finish(s40, s41, rowScales[4], scales, bias, target + (4 * (nint)targetStride));
        Finish(s50, s51, rowScales[5], scales, bias, target + (5 * (nint)targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* rows, int rowStride, float* panel, int inner, float* target, int targetStride)
    {
        nint step = rowStride;
        var rows3 = rows + (3 * step);
        var end = panel + ((nint)inner * 2 * TFloat.Count);
        TFloat s00 = TFloat.Zero, s01 = TFloat.Zero;
        TFloat s10 = TFloat.Zero, s11 = TFloat.Zero;
        TFloat s20 = TFloat.Zero, s21 = TFloat.Zero;
        TFloat s30 = TFloat.Zero, s31 = TFloat.Zero;
        TFloat s40 = TFloat.Zero, s41 = TFloat.Zero;
        TFloat s50 = TFloat.Zero, s51 = TFloat.Zero;
        while (panel < end)
        {
            var w0 = TFloat.Load(panel);
            var w1 = TFloat.Load(panel + TFloat.Count);
            var x0 = TFloat.Broadcast(rows[0]);
            s00 = TFloat.MultiplyAdd(x0, w0, s00);
            s01 = TFloat.MultiplyAdd(x0, w1, s01);
            var x1 = TFloat.Broadcast(rows[step]);
            s10 = TFloat.MultiplyAdd(x1, w0, s10);
            s11 = TFloat.MultiplyAdd(x1, w1, s11);
            var x2 = TFloat.Broadcast(rows[2 * step]);
            s20 = TFloat.MultiplyAdd(x2, w0, s20);
            s21 = TFloat.MultiplyAdd(x2, w1, s21);
            var x3 = TFloat.Broadcast(rows3[0]);
            s30 = TFloat.MultiplyAdd(x3, w0, s30);
            s31 = TFloat.MultiplyAdd(x3, w1, s31);
            var x4 = TFloat.Broadcast(rows3[step]);
            s40 = TFloat.MultiplyAdd(x4, w0, s40);
            s41 = TFloat.MultiplyAdd(x4, w1, s41);
            var x5 = TFloat.Broadcast(rows3[2 * step]);
            s50 = TFloat.MultiplyAdd(x5, w0, s50);
            s51 = TFloat.MultiplyAdd(x5, w1, s51);
            rows++;
            rows3++;
            panel += 2 * TFloat.Count;
        }

        Store(s00, s01, target);
        Store(s10, s11, target + (1 * (nint)targetStride));
        Store(s20, s21, target + (2 * (nint)targetStride));
        Store(s30, s31, target + (3 * (nint)targetStride));
        Store(s40, s41, target + (4 * (nint)targetStride));
        Store(s50, s51, target + (5 * (nint)targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TPair sum0, TPair sum1, float rowScale, float* scales, float* bias, float* target)
    {
        var scale = TFloat.Broadcast(rowScale);
        Store(
            TFloat.MultiplyAdd(TPair.ToFloats(sum0), scale * TFloat.Load(scales), TFloat.Load(bias)),
            TFloat.MultiplyAdd(TPair.ToFloats(sum1), scale * TFloat.Load(scales + TFloat.Count), TFloat.Load(bias + TFloat.Count)),
            target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TFloat first, TFloat second, float* target)
    {
        TFloat.Store(first, target);
        TFloat.Store(second, target + TFloat.Count);
    }
}
