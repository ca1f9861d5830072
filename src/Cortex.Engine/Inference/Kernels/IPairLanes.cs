namespace Cortex.Engine.Inference.Kernels;

/// <summary>A vector of 32-bit lanes, each a pair of 16-bit integers or the sum of products of such pairs.</summary>
/// <typeparam name="TFloat">The vector of as many floats.</typeparam>
internal unsafe interface IPairLanes<T, TFloat>
    where T : struct, IPairLanes<T, TFloat>
    where TFloat : struct, IFloatLanes<TFloat>
{
    static abstract T Zero { get; }

    static abstract T Load(short* source);

    /// <summary>The same two integers in every lane.</summary>
    static abstract T Broadcast(short* pair);

    /// <summary>Adds to each lane the product of the first integers and that of the second.</summary>
    static abstract T MultiplyAdd(T a, T b, T sum);

    static abstract TFloat ToFloats(T sum);
}
