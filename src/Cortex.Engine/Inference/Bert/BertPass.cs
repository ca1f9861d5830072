using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>
/// Takes some texts through a model. Their tokens stand in one matrix without padding; every row is computed by
/// itself, so a text's vector is the same to the bit whatever it shares a pass with.
/// </summary>
internal static unsafe class BertPass
{
    /// <param name="texts">Token ids, each text at most as long as the workspace allows.</param>
    /// <param name="vectors">One for each text, of the model's width, to be filled: a pass allocates nothing.</param>
    /// <param name="breathe">Called often: the place to give way or to stop.</param>
    /// <param name="tokens">Filled likewise with the texts' token states, where they are wanted: see <see cref="EncodedText"/>.</param>
    public static void Run(BertModel model, BertWorkspace space, ReadOnlySpan<int[]> texts, ReadOnlySpan<float[]> vectors, Action breathe, float[][]? tokens = null)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        var rows = 0;
        foreach (var text in texts)
        {
            for (var position = 0; position < text.Length; position++, rows++)
            {
                model.Embed(text[position], position, space.States + ((nint)rows * hidden));
                QuantiseState(model, space, rows);
            }
        }

        foreach (var layer in model.Layers)
        {
            Attend(model, layer, space, texts, rows, breathe);
            for (var row = 0; row < rows; row += BertWorkspace.BlockRows)
            {
                Finish(model, layer, space, row, Math.Min(BertWorkspace.BlockRows, rows - row));
                breathe();
            }
        }

        // Pooling adds the states up in place.
        if (tokens is not null) KeepTokens(model, space, texts, tokens);
        Pool(model, space, texts, vectors);
    }

    private static void Attend(BertModel model, BertLayer layer, BertWorkspace space, ReadOnlySpan<int[]> texts, int rows, Action breathe)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        for (var row = 0; row < rows; row += BertWorkspace.BlockRows)
        {
            model.Kernels.Linear(
                space.StateIntegers + ((nint)row * hidden), space.StateScales + row, Math.Min(BertWorkspace.BlockRows, rows - row),
                layer.Attention, space.Attention + ((nint)row * 3 * hidden), 3 * hidden);
            breathe();
        }

        var first = 0;
        foreach (var text in texts)
        {
            BertAttention.Mix(model.Shape, model.Kernels, space, first, text.Length);
            first += text.Length;
        }

        breathe();
    }

    /// <summary>Everything behind attention, for a block of rows.</summary>
    private static void Finish(BertModel model, BertLayer layer, BertWorkspace space, int row, int count)
    {
        var kernels = model.Kernels;
        var hidden = Widths.Padded(model.Shape.Hidden);
        var feedForward = Widths.Padded(model.Shape.FeedForward);
        for (var i = 0; i < count; i++)
        {
            space.BlockScales[i] = kernels.Quantise(space.Mixed + ((nint)(row + i) * hidden), hidden, space.BlockIntegers + ((nint)i * hidden));
        }

        kernels.Linear(space.BlockIntegers, space.BlockScales, count, layer.Output, space.BlockOutput, hidden);
        AddAndNorm(model, layer.AttentionNorm, space, row, count);

        kernels.Linear(space.StateIntegers + ((nint)row * hidden), space.StateScales + row, count, layer.Up, space.BlockFeedForward, feedForward);
        for (var i = 0; i < count; i++)
        {
            space.BlockScales[i] = kernels.GeluQuantise(space.BlockFeedForward + ((nint)i * feedForward), feedForward, space.BlockIntegers + ((nint)i * feedForward));
        }

        kernels.Linear(space.BlockIntegers, space.BlockScales, count, layer.Down, space.BlockOutput, hidden);
        AddAndNorm(model, layer.OutputNorm, space, row, count);
    }

    private static void AddAndNorm(BertModel model, BertNorm norm, BertWorkspace space, int row, int count)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        for (var i = 0; i < count; i++)
        {
            var state = space.States + ((nint)(row + i) * hidden);
            model.Kernels.Add(state, space.BlockOutput + ((nint)i * hidden), hidden);
            norm.Apply(state, model.Kernels);
            QuantiseState(model, space, row + i);
        }
    }

    private static void QuantiseState(BertModel model, BertWorkspace space, int row)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        space.StateScales[row] = model.Kernels.Quantise(space.States + ((nint)row * hidden), hidden, space.StateIntegers + ((nint)row * hidden));
    }

    private static void KeepTokens(BertModel model, BertWorkspace space, ReadOnlySpan<int[]> texts, float[][] tokens)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        var row = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            // Without [CLS] and [SEP].
            for (var token = 0; token < texts[i].Length - 2; token++)
            {
                var state = new ReadOnlySpan<float>(space.States + ((nint)(row + token + 1) * hidden), model.Shape.Hidden);
                UnitVector(state, tokens[i].AsSpan(token * model.Shape.Hidden, model.Shape.Hidden));
            }

            row += texts[i].Length;
        }
    }

    private static void Pool(BertModel model, BertWorkspace space, ReadOnlySpan<int[]> texts, ReadOnlySpan<float[]> vectors)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        var first = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var states = space.States + ((nint)first * hidden);
            var length = texts[i].Length;
            switch (model.Shape.Pooling)
            {
                case BertPooling.Mean:
                    for (var row = 1; row < length; row++)
                    {
                        model.Kernels.Add(states, states + ((nint)row * hidden), hidden);
                    }

                    break;
                case BertPooling.LastToken:
                    states += (nint)(length - 1) * hidden;
                    break;
            }

            UnitVector(new ReadOnlySpan<float>(states, model.Shape.Hidden), vectors[i]);
            first += length;
        }
    }

    private static void UnitVector(ReadOnlySpan<float> sum, Span<float> vector)
    {
        double squares = 0;
        foreach (var value in sum)
        {
            squares += (double)value * value;
        }

        if (!(squares > 0) || !double.IsFinite(squares))
        {
            throw new CortexException(Contract.Errors.ErrorCode.ModelInvalid, "The model gives no usable vector: its weights are damaged.");
        }

        var factor = 1 / Math.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(sum[i] * factor);
        }
    }
}
