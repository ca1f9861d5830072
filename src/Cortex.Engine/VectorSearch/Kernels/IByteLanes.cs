namespace Cortex.Engine.VectorSearch.Kernels;

/// <summary>Sums of products of a row's codes with the query's, in 32-bit lanes. Integers, so every width gives the same.</summary>
internal unsafe interface IByteLanes<T>
    where T : struct, IByteLanes<T>
{
    /// <summary>Codes that are taken at once; a row is a multiple of two of these.</summary>
    static abstract int Count { get; }

    static abstract T Zero { get; }

    /// <summary>Adds the products of the codes at <paramref name="row"/> with the query's, of which the lanes take the bytes or the wide form.</summary>
    static abstract T MultiplyAdd(T sum, byte* row, sbyte* query, short* wideQuery);

    /// <summary>Of all lanes of both.</summary>
    static abstract int Sum(T a, T b);
}
