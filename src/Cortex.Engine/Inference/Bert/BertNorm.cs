using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>The weights of a layer norm.</summary>
internal sealed unsafe class BertNorm(TensorReader tensors, string name, BertShape shape) : IDisposable
{
    private readonly NativeBuffer<float> _weight = tensors.Vector(name + ".weight", shape.Hidden);
    private readonly NativeBuffer<float> _bias = tensors.Vector(name + ".bias", shape.Hidden);

    public void Apply(float* row, KernelSet kernels) =>
        kernels.Normalise(row, Widths.Padded(shape.Hidden), shape.Hidden, _weight.Pointer, _bias.Pointer, shape.Epsilon);

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
