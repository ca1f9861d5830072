using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>Pairs without an instruction of their own, for any machine.</summary>
internal readonly unsafe struct PlainPairs : IPairLanes<PlainPairs, Floats128>
{
    private readonly Vector128<int> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PlainPairs(Vector128<int> lanes) => _lanes = lanes;

    public static PlainPairs Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlainPairs Load(short* source) => new(Vector128.Load((int*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlainPairs Broadcast(short* pair) => new(Vector128.Create(*(int*)pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlainPairs MultiplyAdd(PlainPairs a, PlainPairs b, PlainPairs sum)
    {
        var second = (a._lanes >> 16) * (b._lanes >> 16);
        return new(sum._lanes + (a._lanes << 16 >> 16) * (b._lanes << 16 >> 16) + second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 ToFloats(PlainPairs sum) => new(Vector128.ConvertToSingle(sum._lanes));
}
