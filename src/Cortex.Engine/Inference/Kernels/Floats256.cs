using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.Inference.Kernels;

internal readonly unsafe struct Floats256 : IFloatLanes<Floats256>
{
    private readonly Vector256<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats256(Vector256<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    public static Floats256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator +(Floats256 a, Floats256 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator -(Floats256 a, Floats256 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator *(Floats256 a, Floats256 b) => new(a._lanes * b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator /(Floats256 a, Floats256 b) => new(a._lanes / b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 MultiplyAdd(Floats256 a, Floats256 b, Floats256 c) => new(Vector256.MultiplyAddEstimate(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Max(Floats256 a, Floats256 b) => new(Vector256.MaxNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Min(Floats256 a, Floats256 b) => new(Vector256.MinNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Abs(Floats256 a) => new(Vector256.Abs(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Round(Floats256 a) => new(Vector256.Round(a._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 PowerOfTwo(Floats256 whole) => new(Vector256.ShiftLeft(Vector256.ConvertToInt32Native(whole._lanes) + Vector256.Create(127), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Floats256 a) => Vector256.Sum(a._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Highest(Floats256 a) =>
        Floats128.Highest(new Floats128(Vector128.MaxNative(a._lanes.GetLower(), a._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats256 a, float* target) => a._lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(Floats256 low, Floats256 high, short* target) => Vector256.NarrowWithSaturation(
            Vector256.ConvertToInt32Native(Vector256.Round(low._lanes)),
            Vector256.ConvertToInt32Native(Vector256.Round(high._lanes))).Store(target);
}
