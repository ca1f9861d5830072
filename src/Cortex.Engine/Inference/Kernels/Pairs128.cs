using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>By SSE2 or Arm's Neon; where a machine has neither, <see cref="PlainPairs"/> do it.</summary>
internal readonly unsafe struct Pairs128 : IPairLanes<Pairs128, Floats128>
{
    private readonly Vector128<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Pairs128(Vector128<int> lanes) => _lanes = lanes;

    public static Pairs128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs128 Load(short* source) => new(Vector128.Load((int*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs128 Broadcast(short* pair) => new(Vector128.Create(*(int*)pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pairs128 MultiplyAdd(Pairs128 a, Pairs128 b, Pairs128 sum)
    {
        if (Sse2.IsSupported)
        {
            return new(sum._lanes + Sse2.MultiplyAddAdjacent(a._lanes.AsInt16(), b._lanes.AsInt16()));
        }

        var low = AdvSimd.MultiplyWideningLower(a._lanes.AsInt16().GetLower(), b._lanes.AsInt16().GetLower());
        var high = AdvSimd.MultiplyWideningUpper(a._lanes.AsInt16(), b._lanes.AsInt16());
        return new(sum._lanes + AdvSimd.Arm64.AddPairwise(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 ToFloats(Pairs128 sum) => new(Vector128.ConvertToSingle(sum._lanes));
}
