using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.VectorSearch;

/// <summary>A query in the forms that the kernels read, padded with zeros as the rows are.</summary>
internal sealed unsafe class QuantisedQuery : IDisposable
{
    private readonly NativeBuffer<float> _floats;
    private readonly NativeBuffer<short> _wide;
    private readonly NativeBuffer<sbyte> _bytes;

    private QuantisedQuery(int stride)
    {
        _floats = new NativeBuffer<float>(stride);
        _wide = new NativeBuffer<short>(stride);
        _bytes = new NativeBuffer<sbyte>(stride);
    }

    /// <summary>Of unit length.</summary>
    public float* Floats => _floats.Pointer;

    public sbyte* Bytes => _bytes.Pointer;

    /// <summary>The same as <see cref="Bytes"/>, in 16 bits.</summary>
    public short* Wide => _wide.Pointer;

    /// <summary>By how much a product with a row's codes is too large, because they stand <see cref="Quantisation.Zero"/> too high.</summary>
    public int Excess { get; private set; }

    /// <summary>Null when the vector has no direction: all zeros, or not all numbers.</summary>
    public static QuantisedQuery? From(ReadOnlySpan<float> vector)
    {
        double squares = 0, largest = 0;
        foreach (var value in vector)
        {
            squares += (double)value * value;
            largest = Math.Max(largest, Math.Abs((double)value));
        }

        if (!double.IsFinite(squares) || squares <= 0) return null;
        var query = new QuantisedQuery(Quantisation.Stride(vector.Length));
        var length = Math.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++)
        {
            var code = (sbyte)Math.Round(vector[i] / largest * 127);
            query.Floats[i] = (float)(vector[i] / length);
            query.Bytes[i] = code;
            query.Wide[i] = code;
            query.Excess += code * Quantisation.Zero;
        }

        return query;
    }

    public void Dispose()
    {
        _floats.Dispose();
        _wide.Dispose();
        _bytes.Dispose();
    }
}
