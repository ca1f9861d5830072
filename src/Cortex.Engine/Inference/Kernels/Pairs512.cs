using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.Inference.Kernels;

internal readonly unsafe struct Pairs512 : IPairLanes<Pairs512, Floats512>
{
    private readonly Vector512<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Pairs512(Vector512<int> lanes) => _lanes = lanes;

    public static Pairs512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs512 Load(short* source) => new(Vector512.Load((int*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs512 Broadcast(short* pair) => new(Vector512.Create(*(int*)pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs512 MultiplyAdd(Pairs512 a, Pairs512 b, Pairs512 sum) =>
        new(sum._lanes + Avx512BW.MultiplyAddAdjacent(a._lanes.AsInt16(), b._lanes.AsInt16()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 ToFloats(Pairs512 sum) => new(Vector512.ConvertToSingle(sum._lanes));
}
