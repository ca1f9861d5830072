using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.Inference.Kernels;

internal readonly unsafe struct Floats512 : IFloatLanes<Floats512>
{
    private readonly Vector512<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats512(Vector512<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    public static Floats512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator +(Floats512 a, Floats512 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator -(Floats512 a, Floats512 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator *(Floats512 a, Floats512 b) => new(a._lanes * b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator /(Floats512 a, Floats512 b) => new(a._lanes / b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 MultiplyAdd(Floats512 a, Floats512 b, Floats512 c) => new(Vector512.MultiplyAddEstimate(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Max(Floats512 a, Floats512 b) => new(Vector512.MaxNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Min(Floats512 a, Floats512 b) => new(Vector512.MinNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Abs(Floats512 a) => new(Vector512.Abs(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Round(Floats512 a) => new(Vector512.Round(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 PowerOfTwo(Floats512 whole) => new(Vector512.ShiftLeft(Vector512.ConvertToInt32Native(whole._lanes) + Vector512.Create(127), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats512 a) => Vector512.Sum(a._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Highest(Floats512 a) =>
        Floats256.Highest(new Floats256(Vector256.MaxNative(a._lanes.GetLower(), a._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats512 a, float* target) => a._lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Floats512 low, Floats512 high, short* target) => Vector512.NarrowWithSaturation(
            Vector512.ConvertToInt32Native(Vector512.Round(low._lanes)),
            Vector512.ConvertToInt32Native(Vector512.Round(high._lanes))).Store(target);
}
