namespace Cortex.Engine.Inference.Kernels;

/// <summary>
/// The weights of a linear layer, made 16-bit integers with one scale for each output, in panels: the outputs that
/// one step of the kernel computes lie side by side, inputs in pairs.
/// </summary>
/// <remarks>
/// Sixteen bits instead of the file's eight keep one scale per output exact enough, so the inner loop is nothing but
/// multiplying and adding integers. Sums fit 32 bits because the lengths of both vectors are bounded (Cauchy–Schwarz).
/// </remarks>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly NativeBuffer<short> _panels;
    private readonly NativeBuffer<float> _scales;
    private readonly NativeBuffer<float> _bias;

    /// <param name="panel">Outputs side by side.</param>
    public PackedMatrix(int inputs, int outputs, int panel)
    {
        Inputs = Widths.Padded(inputs);
        Outputs = Widths.Padded(outputs);
        Panel = panel;
        _panels = new NativeBuffer<short>((long)Inputs * Outputs);
        _scales = new NativeBuffer<float>(Outputs);
        _bias = new NativeBuffer<float>(Outputs);
    }

    /// <summary>Padded with zeros to <see cref="Widths.Multiple"/>, as outputs are.</summary>
    public int Inputs { get; }

    public int Outputs { get; }

    public int Panel { get; }

    public float* Scales => _scales.Pointer;

    public float* Bias => _bias.Pointer;

    /// <summary>The panel that begins at an output: for each pair of inputs, the pairs of weights of its outputs.</summary>
    public short* PanelAt(int output) => _panels.Pointer + (long)output * Inputs;

    /// <param name="weights"><see cref="Inputs"/> integers.</param>
    /// <param name="scale">What one of them is worth.</param>
    public void SetOutput(int output, short* weights, float scale, float bias)
    {
        var lane = output % Panel;
        var target = (int*)PanelAt(output - lane) + lane;
        for (var pair = 0; pair < Inputs / 2; pair++)
        {
            target[(long)pair * Panel] = ((int*)weights)[pair];
        }

        Scales[output] = scale;
        Bias[output] = bias;
    }

    public void Dispose()
    {
        _panels.Dispose();
        _scales.Dispose();
        _bias.Dispose();
    }
}
