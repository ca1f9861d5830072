using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.Inference.Kernels;

internal readonly unsafe struct Pairs256 : IPairLanes<Pairs256, Floats256>
{
    private readonly Vector256<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Pairs256(Vector256<int> lanes) => _lanes = lanes;

    public static Pairs256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs256 Load(short* source) => new(Vector256.Load((int*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs256 Broadcast(short* pair) => new(Vector256.Create(*(int*)pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs256 MultiplyAdd(Pairs256 a, Pairs256 b, Pairs256 sum) => new(AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(sum._lanes, a._lanes.AsInt16(), b._lanes.AsInt16())
        : sum._lanes + Avx2.MultiplyAddAdjacent(a._lanes.AsInt16(), b._lanes.AsInt16()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 ToFloats(Pairs256 sum) => new(Vector256.ConvertToSingle(sum._lanes));
}
