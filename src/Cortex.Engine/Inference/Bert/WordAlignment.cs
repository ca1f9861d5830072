using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference.Bert;

/// <summary>
/// How close sentences are to a query by their pieces alone: each piece of the one is held against the piece of the
/// other that is nearest in the model's table of words, both ways round, and rare pieces count for more. A thousandth
/// of the work of encoding the sentences.
/// </summary>
internal static unsafe class WordAlignment
{
    /// <summary>What a text without pieces gets; all else is above.</summary>
    public const float Nothing = -1;

    // Vocabularies are ordered by how often a word occurs, so its place stands for its rarity. A word in this place
    // counts half of what a rare one does, "the" next to nothing.
    private const float HalfWeightRank = 300;

    /// <summary>From -1 to 1 for each sentence, whatever the other sentences are.</summary>
    public static float[] Score(BertModel model, ReadOnlySpan<int> query, IReadOnlyList<int[]> sentences)
    {
        var scores = new float[sentences.Count];
        Array.Fill(scores, Nothing);
        var rows = new Dictionary<int, int>();
        foreach (var piece in sentences.SelectMany(sentence => sentence))
        {
            rows.TryAdd(piece, rows.Count);
        }

        if (query.Length == 0 || rows.Count == 0)
        {
            return scores;
        }

        var width = Widths.Padded(query.Length);
        using var cosines = new NativeBuffer<float>((long)Widths.PaddedRows(rows.Count) * width);
        Compare(model, query, [.. rows.Keys], cosines.Pointer, width);
        var nearest = new float[query.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            if (sentences[i].Length > 0)
            {
                scores[i] = Align(model, query, sentences[i], rows, cosines.Pointer, width, nearest);
            }
        }

        return scores;
    }

    private static float Align(
        BertModel model, ReadOnlySpan<int> query, int[] sentence, Dictionary<int, int> rows, float* cosines, int width, Span<float> nearest)
    {
        nearest.Fill(Nothing);
        float found = 0, weights = 0;
        foreach (var piece in sentence)
        {
            var row = new ReadOnlySpan<float>(cosines + ((nint)rows[piece] * width), query.Length);
            var best = Nothing;
            for (var i = 0; i < row.Length; i++)
            {
                best = MathF.Max(best, row[i]);
                nearest[i] = MathF.Max(nearest[i], row[i]);
            }

            var weight = Weight(model, piece);
            found += weight * best;
            weights += weight;
        }

        float asked = 0, queryWeights = 0;
        for (var i = 0; i < query.Length; i++)
        {
            var weight = Weight(model, query[i]);
            asked += weight * nearest[i];
            queryWeights += weight;
        }

        return ((found / weights) + (asked / queryWeights)) / 2;
    }

    /// <summary>The cosine of each piece with each of the query's, a row of them for each piece.</summary>
    private static void Compare(BertModel model, ReadOnlySpan<int> query, int[] pieces, float* cosines, int width)
    {
        var hidden = Widths.Padded(model.Shape.Hidden);
        using var panels = new NativeBuffer<float>((long)width * hidden);
        using var block = new NativeBuffer<float>((long)BertWorkspace.BlockRows * hidden);
        var panel = model.Kernels.Panel;
        for (var column = 0; column < query.Length; column++)
        {
            Direction(model, query[column], block.Pointer, hidden);
            var target = panels.Pointer + ((nint)(column - (column % panel)) * hidden) + (column % panel);
            for (var d = 0; d < hidden; d++)
            {
                target[(nint)d * panel] = block.Pointer[d];
            }
        }

        for (var first = 0; first < pieces.Length; first += BertWorkspace.BlockRows)
        {
            var count = Math.Min(BertWorkspace.BlockRows, pieces.Length - first);
            for (var i = 0; i < count; i++)
            {
                Direction(model, pieces[first + i], block.Pointer + ((nint)i * hidden), hidden);
            }

            model.Kernels.Multiply(block.Pointer, hidden, count, panels.Pointer, hidden, width, cosines + ((nint)first * width), width);
        }
    }

    /// <summary>A piece's row in the table of words, made as long as 1.</summary>
    private static void Direction(BertModel model, int piece, float* row, int width)
    {
        model.Word(piece, row);
        float squares = 0;
        for (var i = 0; i < width; i++)
        {
            squares += row[i] * row[i];
        }

        model.Kernels.Scale(row, row, width, squares > 0 ? 1 / MathF.Sqrt(squares) : 0);
    }

    private static float Weight(BertModel model, int piece)
    {
        var rank = Math.Max(1, piece - model.Tokenizer.FirstWord + 1);
        return rank / (rank + HalfWeightRank);
    }
}
