using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.Inference.Kernels;

internal readonly unsafe struct Floats128 : IFloatLanes<Floats128>
{
    private readonly Vector128<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats128(Vector128<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    public static Floats128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator +(Floats128 a, Floats128 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator -(Floats128 a, Floats128 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator *(Floats128 a, Floats128 b) => new(a._lanes * b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator /(Floats128 a, Floats128 b) => new(a._lanes / b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 MultiplyAdd(Floats128 a, Floats128 b, Floats128 c) => new(Vector128.MultiplyAddEstimate(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Max(Floats128 a, Floats128 b) => new(Vector128.MaxNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Min(Floats128 a, Floats128 b) => new(Vector128.MinNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Abs(Floats128 a) => new(Vector128.Abs(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Round(Floats128 a) => new(Vector128.Round(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 PowerOfTwo(Floats128 whole) => new(Vector128.ShiftLeft(Vector128.ConvertToInt32Native(whole._lanes) + Vector128.Create(127), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats128 a) => Vector128.Sum(a._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Highest(Floats128 a)
    {
        var halves = Vector128.MaxNative(a._lanes, Vector128.Shuffle(a._lanes, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(halves, Vector128.Shuffle(halves, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats128 a, float* target) => a._lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Floats128 low, Floats128 high, short* target) => Vector128.NarrowWithSaturation(
            Vector128.ConvertToInt32Native(Vector128.Round(low._lanes)),
            Vector128.ConvertToInt32Native(Vector128.Round(high._lanes))).Store(target);
}
