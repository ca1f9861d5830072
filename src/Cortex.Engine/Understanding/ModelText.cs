using Cortex.Contract.Items;

namespace Cortex.Engine.Understanding;

/// <summary>What a model is shown of a text: all of a short one; of a longer one its beginning, some of its middle, and its end.</summary>
internal static class ModelText
{
    /// <summary>In UTF-16 code units; some 6,000 tokens of English.</summary>
    public const int Most = 24_000;

    private const int Beginning = 14_000, Middle = 5_000, End = 5_000, FarthestBorder = 800;
    private const string Gap = "\n\n[…]\n\n";

    public static string Of(ExtractionInput input)
    {
        var text = input.Text;
        if (text.Length <= Most) return text;
        var half = text.Length / 2;
        var middle = text[Border(input, half - (Middle / 2))..Border(input, half + (Middle / 2))];
        return string.Concat(text[..Border(input, Beginning)], Gap, middle, Gap + text[Border(input, text.Length - End)..]);
    }

    /// <summary>The end of a paragraph before a place, where one is near; else a space, else the place itself, never inside a surrogate pair.</summary>
    private static int Border(ExtractionInput input, int at)
    {
        var block = LastBefore(input.Blocks, at);
        if (block is not null && at - block.End is >= 0 and <= FarthestBorder) return block.End;
        var before = input.Text.AsSpan(at - FarthestBorder, FarthestBorder);
        var line = before.LastIndexOf("\n\n");
        if (line < 0) line = before.LastIndexOf('\n');
        if (line < 0) line = before.LastIndexOf(' ');
        if (line >= 0) return at - FarthestBorder + line;
        return char.IsLowSurrogate(input.Text[at]) && char.IsHighSurrogate(input.Text[at - 1]) ? at - 1 : at;
    }

    private static Block? LastBefore(IReadOnlyList<Block> blocks, int at)
    {
        var (low, high) = (0, blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (blocks[middle].End <= at) low = middle + 1;
            else high = middle;
        }

        return low > 0 ? blocks[low - 1] : null;
    }
}
