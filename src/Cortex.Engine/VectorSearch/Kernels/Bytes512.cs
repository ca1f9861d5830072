using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.VectorSearch.Kernels;

internal readonly unsafe struct Bytes512 : IByteLanes<Bytes512>
{
    private readonly Vector512<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bytes512(Vector512<int> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<short>.Count;
    }

    public static Bytes512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bytes512 MultiplyAdd(Bytes512 sum, byte* row, sbyte* query, short* wideQuery) =>
        new(sum._lanes + Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(row)), Vector512.Load(wideQuery)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Bytes512 a, Bytes512 b) => Vector512.Sum(a._lanes + b._lanes);
}
