using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>The memory of one pass at a time: states of all tokens, and what a block of rows needs in between.</summary>
internal sealed unsafe class BertWorkspace : IDisposable
{
    /// <summary>Rows that go through a layer's products together: their values stay in the second cache.</summary>
    public const int BlockRows = 48;

    private readonly List<IDisposable> _owned = [];

    public BertWorkspace(BertShape shape, KernelSet kernels, int tokens, int longest)
    {
        // Tiles of rows may begin anywhere and reach past the last row.
        Tokens = tokens;
        Longest = longest;
        var rows = tokens + Widths.Tile;
        var hidden = Widths.Padded(shape.Hidden);
        var feedForward = Widths.Padded(shape.FeedForward);
        States = Floats(rows, hidden);
        StateIntegers = Integers(rows, hidden);
        StateScales = Floats(rows, 1);
        Attention = Floats(rows, 3 * hidden);
        Mixed = Floats(rows, hidden);

        var block = Widths.PaddedRows(BlockRows);
        BlockOutput = Floats(block, hidden);
        BlockIntegers = Integers(block, Math.Max(hidden, feedForward));
        BlockScales = Floats(block, 1);
        BlockFeedForward = Floats(block, feedForward);

        var length = Widths.Padded(longest);
        HeadWidth = Math.Max(Widths.Padded(shape.HeadWidth), kernels.Panel);
        Keys = Floats(length, shape.HeadWidth);
        Values = Floats(longest, HeadWidth);
        Weights = Floats(block, length);
        Sums = Floats(block, 1);
        HeadOutput = Floats(block, HeadWidth);
    }

    /// <summary>How many tokens, all texts together, one pass may have.</summary>
    public int Tokens { get; }

    /// <summary>How many tokens one text may have.</summary>
    public int Longest { get; }

    public float* States { get; }

    public short* StateIntegers { get; }

    public float* StateScales { get; }

    /// <summary>Queries, keys and values of each token side by side.</summary>
    public float* Attention { get; }

    /// <summary>What attention gives each token.</summary>
    public float* Mixed { get; }

    public float* BlockOutput { get; }

    public short* BlockIntegers { get; }

    public float* BlockScales { get; }

    public float* BlockFeedForward { get; }

    /// <summary>A head's width, padded.</summary>
    public int HeadWidth { get; }

    /// <summary>One head's keys of one text, transposed, in panels.</summary>
    public float* Keys { get; }

    /// <summary>One head's values of one text, in panels.</summary>
    public float* Values { get; }

    /// <summary>How much each token of a block looks at each token of its text.</summary>
    public float* Weights { get; }

    public float* Sums { get; }

    public float* HeadOutput { get; }

    public void Dispose()
    {
        foreach (var buffer in _owned)
        {
            buffer.Dispose();
        }
    }

    private float* Floats(long rows, int width)
    {
        var buffer = new NativeBuffer<float>(rows * width);
        _owned.Add(buffer);
        return buffer.Pointer;
    }

    private short* Integers(long rows, int width)
    {
        var buffer = new NativeBuffer<short>(rows * width);
        _owned.Add(buffer);
        return buffer.Pointer;
    }
}
