using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>The weights of one block.</summary>
internal sealed class BertLayer : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private BertLayer(TensorReader tensors, int index, BertShape shape, KernelSet kernels)
    {
        // Attention's three inputs are one product.
        Attention = Own(new PackedMatrix(shape.Hidden, 3 * Widths.Padded(shape.Hidden), kernels.Panel));
        Output = Own(new PackedMatrix(shape.Hidden, shape.Hidden, kernels.Panel));
        Up = Own(new PackedMatrix(shape.Hidden, shape.FeedForward, kernels.Panel));
        Down = Own(new PackedMatrix(shape.FeedForward, shape.Hidden, kernels.Panel));

        var name = $"blk.{index}.";
        var part = Widths.Padded(shape.Hidden);
        tensors.Linear(Attention, 0, name + "attn_q", shape.Hidden, shape.Hidden, kernels);
        tensors.Linear(Attention, part, name + "attn_k", shape.Hidden, shape.Hidden, kernels);
        tensors.Linear(Attention, 2 * part, name + "attn_v", shape.Hidden, shape.Hidden, kernels);
        tensors.Linear(Output, 0, name + "attn_output", shape.Hidden, shape.Hidden, kernels);
        tensors.Linear(Up, 0, name + "ffn_up", shape.Hidden, shape.FeedForward, kernels);
        tensors.Linear(Down, 0, name + "ffn_down", shape.FeedForward, shape.Hidden, kernels);
        AttentionNorm = Own(new BertNorm(tensors, name + "attn_output_norm", shape));
        OutputNorm = Own(new BertNorm(tensors, name + "layer_output_norm", shape));
    }

    public PackedMatrix Attention { get; }

    public PackedMatrix Output { get; }

    public PackedMatrix Up { get; }

    public PackedMatrix Down { get; }

    public BertNorm AttentionNorm { get; }

    public BertNorm OutputNorm { get; }

    public static BertLayer Read(TensorReader tensors, int index, BertShape shape, KernelSet kernels) => new(tensors, index, shape, kernels);

    public void Dispose()
    {
        foreach (var part in _owned)
        {
            part.Dispose();
        }
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
