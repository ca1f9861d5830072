using Cortex.Contract.Items;

namespace Cortex.Engine.Understanding;

/// <summary>What of a text is read: all of an ordinary one; of a very long one its beginning, and stretches from all over the rest.</summary>
internal static class ReadingPlan
{
    private const int Beginning = 160_000, Stretches = 8, Stretch = 16_000, LongestWord = 64;

    /// <summary>In order, not overlapping; borders stand between words where there are any, and never inside a surrogate pair.</summary>
    public static IEnumerable<(Block Block, int Start, int End)> Pieces(ExtractionInput input)
    {
        IReadOnlyList<Block> blocks = input.Blocks.Count > 0 ? input.Blocks : [new Block { Kind = BlockKind.Paragraph, Start = 0, End = input.Text.Length }];
        var windows = Windows(input.Text);
        var window = 0;
        foreach (var block in blocks)
        {
            while (window < windows.Count && windows[window].End <= block.Start) window++;
            for (var i = window; i < windows.Count && windows[i].Start < block.End; i++)
            {
                var (start, end) = (Math.Max(block.Start, windows[i].Start), Math.Min(Math.Min(block.End, windows[i].End), input.Text.Length));
                if (start < end) yield return (block, start, end);
            }
        }
    }

    private static List<(int Start, int End)> Windows(string text)
    {
        if (text.Length <= Beginning + (Stretches * Stretch)) return [(0, text.Length)];
        List<(int, int)> windows = [(0, Border(text, Beginning))];
        var step = (text.Length - Beginning) / Stretches;
        for (var i = 1; i <= Stretches; i++)
        {
            var end = i == Stretches ? text.Length : Beginning + (i * step);
            windows.Add((Border(text, end - Stretch), Border(text, end)));
        }

        return windows;
    }

    private static int Border(string text, int at)
    {
        for (var i = at; i < text.Length && i - at < LongestWord; i++)
        {
            if (char.IsWhiteSpace(text[i])) return i;
        }

        return at < text.Length && at > 0 && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
    }
}
