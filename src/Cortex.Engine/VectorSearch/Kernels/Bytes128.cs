using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.VectorSearch.Kernels;

/// <summary>128 bits: SSE2, Arm's Neon, or plain code where a machine has neither.</summary>
internal readonly unsafe struct Bytes128 : IByteLanes<Bytes128>
{
    private readonly Vector128<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bytes128(Vector128<int> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<byte>.Count;
    }

    public static Bytes128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bytes128 MultiplyAdd(Bytes128 sum, byte* row, sbyte* query, short* wideQuery)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(row));
        return new(sum._lanes + Products(low.AsInt16(), Vector128.Load(wideQuery)) + Products(high.AsInt16(), Vector128.Load(wideQuery + Vector128<short>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Bytes128 a, Bytes128 b) => Vector128.Sum(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Products(Vector128<short> row, Vector128<short> query)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyAddAdjacent(row, query);
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(row.GetLower(), query.GetLower()) + AdvSimd.MultiplyWideningUpper(row, query);

        // 255 × 127 still fits in 16 bits.
        var (low, high) = Vector128.Widen(row * query);
        return low + high;
    }
}
