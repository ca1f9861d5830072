using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>Attention within one text, head by head.</summary>
internal static unsafe class BertAttention
{
    /// <param name="first">The text's first row.</param>
    public static void Mix(BertShape shape, KernelSet kernels, BertWorkspace space, int first, int length)
    {
        var hidden = Widths.Padded(shape.Hidden);
        var stride = 3 * hidden;
        var rows = space.Attention + ((nint)first * stride);
        var mixed = space.Mixed + ((nint)first * hidden);
        for (var head = 0; head < shape.Heads; head++)
        {
            var offset = head * shape.HeadWidth;
            PackKeys(rows + hidden + offset, stride, length, shape.HeadWidth, kernels.Panel, space.Keys);
            PackValues(rows + (2 * hidden) + offset, stride, length, shape.HeadWidth, kernels.Panel, space.Values);
            for (var row = 0; row < length; row += BertWorkspace.BlockRows)
            {
                var count = Math.Min(BertWorkspace.BlockRows, length - row);
                Block(shape, kernels, space, rows + ((nint)row * stride) + offset, stride, count, length);
                for (var i = 0; i < count; i++)
                {
                    var target = mixed + ((nint)(row + i) * hidden) + offset;
                    var source = space.HeadOutput + (i * space.HeadWidth);
                    var factor = 1 / space.Sums[i];
                    for (var d = 0; d < shape.HeadWidth; d++)
                    {
                        target[d] = source[d] * factor;
                    }
                }
            }
        }
    }

    private static void Block(BertShape shape, KernelSet kernels, BertWorkspace space, float* queries, int stride, int count, int length)
    {
        var width = Widths.Padded(length);
        kernels.Multiply(queries, stride, count, space.Keys, shape.HeadWidth, width, space.Weights, width);
        var factor = 1 / MathF.Sqrt(shape.HeadWidth);
        for (var i = 0; i < count; i++)
        {
            space.Sums[i] = kernels.Exponentials(space.Weights + ((nint)i * width), width, length, factor);
        }

        kernels.Multiply(space.Weights, width, count, space.Values, length, space.HeadWidth, space.HeadOutput, space.HeadWidth);
    }

    private static void PackKeys(float* keys, int stride, int length, int headWidth, int panel, float* target)
    {
        for (var begin = 0; begin < Widths.Padded(length); begin += panel)
        {
            var lines = target + ((nint)begin * headWidth);
            var present = Math.Clamp(length - begin, 0, panel);
            for (var lane = 0; lane < present; lane++)
            {
                var key = keys + ((nint)(begin + lane) * stride);
                for (var d = 0; d < headWidth; d++)
                {
                    lines[(d * panel) + lane] = key[d];
                }
            }

            if (present < panel)
            {
                for (var d = 0; d < headWidth; d++)
                {
                    new Span<float>(lines + (d * panel) + present, panel - present).Clear();
                }
            }
        }
    }

    private static void PackValues(float* values, int stride, int length, int headWidth, int panel, float* target)
    {
        for (var begin = 0; begin < headWidth; begin += panel)
        {
            var present = Math.Min(panel, headWidth - begin);
            for (var row = 0; row < length; row++)
            {
                var line = new Span<float>(target + ((nint)begin * length) + ((nint)row * panel), panel);
                new ReadOnlySpan<float>(values + ((nint)row * stride) + begin, present).CopyTo(line);
                line[present..].Clear();
            }
        }
    }
}
