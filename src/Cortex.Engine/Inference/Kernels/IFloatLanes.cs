namespace Cortex.Engine.Inference.Kernels;

/// <summary>A vector of floats of some width, so that each kernel is written once.</summary>
internal unsafe interface IFloatLanes<T>
    where T : struct, IFloatLanes<T>
{
    static abstract int Count { get; }

    static abstract T Zero { get; }

    static abstract T Load(float* source);

    static abstract T Broadcast(float value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a × b + c, in one rounding where the machine does it in one instruction.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Max(T a, T b);

    static abstract T Min(T a, T b);

    static abstract T Abs(T a);

    /// <summary>To the nearest whole number, ties to even.</summary>
    static abstract T Round(T a);

    /// <summary>Two to the power of whole numbers from -126 to 127.</summary>
    static abstract T PowerOfTwo(T whole);

    static abstract float Sum(T a);

    static abstract float Highest(T a);

    static abstract void Store(T a, float* target);

    /// <summary>Stores 2 × <see cref="Count"/> values, rounded.</summary>
    static abstract void StoreShorts(T low, T high, short* target);
}
