using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.VectorSearch.Kernels;

internal readonly unsafe struct Bytes256 : IByteLanes<Bytes256>
{
    private readonly Vector256<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bytes256(Vector256<int> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<short>.Count;
    }

    public static Bytes256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bytes256 MultiplyAdd(Bytes256 sum, byte* row, sbyte* query, short* wideQuery) =>
        new(sum._lanes + Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(row)), Vector256.Load(wideQuery)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Bytes256 a, Bytes256 b) => Vector256.Sum(a._lanes + b._lanes);
}
