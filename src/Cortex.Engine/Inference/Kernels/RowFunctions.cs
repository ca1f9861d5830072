using System.Runtime.CompilerServices;

namespace Cortex.Engine.Inference.Kernels;

/// <summary>What is done to one row at a time.</summary>
internal static unsafe class RowFunctions<T>
    where T : struct, IFloatLanes<T>
{
    // Integers whose vector is at most this long, times weights bounded alike, sum up to less than 2^31.
    private const float MaxLength = 46_000;
    private const float MaxInteger = 32_767;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Quantise(float* row, int width, short* target)
    {
        var squares = T.Zero;
        var highest = T.Zero;
        for (var i = 0; i < width; i += T.Count)
        {
            var x = T.Load(row + i);
            squares = T.MultiplyAdd(x, x, squares);
            highest = T.Max(highest, T.Abs(x));
        }

        return Quantise(row, width, target, T.Sum(squares), T.Highest(highest));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float GeluQuantise(float* row, int width, short* target)
    {
        var squares = T.Zero;
        var highest = T.Zero;
        for (var i = 0; i < width; i += T.Count)
        {
            var x = Gelu(T.Load(row + i));
            squares = T.MultiplyAdd(x, x, squares);
            highest = T.Max(highest, T.Abs(x));
            T.Store(x, row + i);
        }

        return Quantise(row, width, target, T.Sum(squares), T.Highest(highest));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalise(float* row, int width, int actual, float* weight, float* bias, float epsilon)
    {
        var sum = T.Zero;
        for (var i = 0; i < width; i += T.Count)
        {
            sum += T.Load(row + i);
        }

        var mean = T.Sum(sum) / actual;
        var center = T.Broadcast(mean);
        var squares = T.Zero;
        for (var i = 0; i < width; i += T.Count)
        {
            var x = T.Load(row + i) - center;
            squares = T.MultiplyAdd(x, x, squares);
        }

        // The padding is zero and stood in the sum as (0 - mean)².
        var variance = (T.Sum(squares) - ((width - actual) * mean * mean)) / actual;
        var factor = T.Broadcast(1 / MathF.Sqrt(MathF.Max(variance, 0) + epsilon));
        for (var i = 0; i < width; i += T.Count)
        {
            T.Store(T.MultiplyAdd((T.Load(row + i) - center) * factor, T.Load(weight + i), T.Load(bias + i)), row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* row, float* other, int width)
    {
        for (var i = 0; i < width; i += T.Count)
        {
            T.Store(T.Load(row + i) + T.Load(other + i), row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* row, float* other, int width, float factor)
    {
        var factors = T.Broadcast(factor);
        for (var i = 0; i < width; i += T.Count)
        {
            T.Store(T.Load(other + i) * factors, row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials(float* row, int width, int count, float factor)
    {
        // What stands behind the last value must neither be the highest nor count.
        for (var i = count; i < width; i++)
        {
            row[i] = float.NegativeInfinity;
        }

        var highest = T.Load(row);
        for (var i = T.Count; i < width; i += T.Count)
        {
            highest = T.Max(highest, T.Load(row + i));
        }

        var top = T.Broadcast(T.Highest(highest));
        var factors = T.Broadcast(factor);
        var sum = T.Zero;
        for (var i = 0; i < width; i += T.Count)
        {
            var e = Exponential((T.Load(row + i) - top) * factors);
            T.Store(e, row + i);
            sum += e;
        }

        return T.Sum(sum);
    }

    /// <summary>e to the power of values up to 0; below -87 it is as good as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exponential(T x)
    {
        x = T.Max(x, T.Broadcast(-87));
        var whole = T.Round(x * T.Broadcast(1.44269504f));
        x = T.MultiplyAdd(whole, T.Broadcast(-0.693359375f), x);
        x = T.MultiplyAdd(whole, T.Broadcast(2.12194440e-4f), x);
        var p = T.Broadcast(1.9875691500e-4f);
        p = T.MultiplyAdd(p, x, T.Broadcast(1.3981999507e-3f));
        p = T.MultiplyAdd(p, x, T.Broadcast(8.3334519073e-3f));
        p = T.MultiplyAdd(p, x, T.Broadcast(4.1665795894e-2f));
        p = T.MultiplyAdd(p, x, T.Broadcast(1.6666665459e-1f));
        p = T.MultiplyAdd(p, x, T.Broadcast(5.0000001201e-1f));
        p = T.MultiplyAdd(p, x * x, x + T.Broadcast(1));
        return p * T.PowerOfTwo(whole);
    }

    /// <summary>x × (1 + erf(x ÷ √2)) ÷ 2, erf as a quotient of polynomials that is good to a few units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Gelu(T x)
    {
        var half = x * T.Broadcast(0.5f);
        var z = T.Min(T.Max(x * T.Broadcast(0.707106781f), T.Broadcast(-4)), T.Broadcast(4));
        var square = z * z;
        var p = T.Broadcast(-2.72614225801306e-10f);
        p = T.MultiplyAdd(p, square, T.Broadcast(2.77068142495902e-8f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-2.10102402082508e-6f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-5.69250639462346e-5f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-7.34990630326855e-4f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-2.95459980854025e-3f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.60960333262415e-2f));
        var q = T.Broadcast(-1.45660718464996e-5f);
        q = T.MultiplyAdd(q, square, T.Broadcast(-2.13374055278905e-4f));
        q = T.MultiplyAdd(q, square, T.Broadcast(-1.68282697438203e-3f));
        q = T.MultiplyAdd(q, square, T.Broadcast(-7.37332916720468e-3f));
        q = T.MultiplyAdd(q, square, T.Broadcast(-1.42647390514189e-2f));
        return T.MultiplyAdd(half, z * p / q, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Quantise(float* row, int width, short* target, float squares, float highest)
    {
        if (squares == 0)
        {
            new Span<short>(target, width).Clear();
            return 0;
        }

        var unit = MathF.Max(MathF.Sqrt(squares) / MaxLength, highest / MaxInteger);
        var factor = T.Broadcast(1 / unit);
        for (var i = 0; i < width; i += 2 * T.Count)
        {
            T.StoreShorts(T.Load(row + i) * factor, T.Load(row + i + T.Count) * factor, target + i);
        }

        return unit;
    }
}
