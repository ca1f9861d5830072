namespace Cortex.Engine.Inference.Kernels;

/// <summary>The encoder's arithmetic at one width. Every width is a multiple of <see cref="Widths.Multiple"/>.</summary>
internal abstract unsafe class KernelSet
{
    /// <summary>Outputs that lie side by side in the panels of a matrix.</summary>
    public abstract int Panel { get; }

    public static KernelSet For(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => new KernelSet<Floats512, Pairs512>(),
        SimdLevel.Vector256 => new KernelSet<Floats256, Pairs256>(),
        SimdLevel.Vector128 => new KernelSet<Floats128, Pairs128>(),
        _ => new KernelSet<Floats128, PlainPairs>(),
    };

    /// <summary>Makes a row 16-bit integers; what one of them is worth is returned.</summary>
    public abstract float Quantise(float* row, int width, short* target);

    /// <summary>GELU of a row, in place, and then as <see cref="Quantise"/>.</summary>
    public abstract float GeluQuantise(float* row, int width, short* target);

    /// <summary>Layer norm of a row, in place, over its first <paramref name="actual"/> values; the rest are zeros.</summary>
    public abstract void Normalise(float* row, int width, int actual, float* weight, float* bias, float epsilon);

    /// <summary>row += other.</summary>
    public abstract void Add(float* row, float* other, int width);

    /// <summary>row = other × factor.</summary>
    public abstract void Scale(float* row, float* other, int width, float factor);

    /// <summary>Puts exp(factor × (x - the highest x)) in place of the first <paramref name="count"/> values, zeros behind; returns their sum.</summary>
    public abstract float Exponentials(float* row, int width, int count, float factor);

    /// <summary>
    /// target = rows × matrix + bias. Works in tiles of rows: up to <see cref="Widths.PaddedRows"/> are read and written.
    /// </summary>
    public abstract void Linear(short* rows, float* rowScales, int count, PackedMatrix matrix, float* target, int targetStride);

    /// <summary>target = rows × panels, each panel being <paramref name="inner"/> lines of <see cref="Panel"/> floats.</summary>
    public abstract void Multiply(float* rows, int rowStride, int count, float* panels, int inner, int width, float* target, int targetStride);
}
