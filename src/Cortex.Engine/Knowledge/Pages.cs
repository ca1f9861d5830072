using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge;

/// <summary>Which page of its document a place in a text is on.</summary>
public static class Pages
{
    /// <summary>Counted from 1; null where the document has no pages.</summary>
    /// <param name="blocks">The text's blocks, in order.</param>
    /// <param name="start">Offset into the text.</param>
    public static int? Of(IReadOnlyList<Block> blocks, int start)
    {
        int low = 0, high = blocks.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (blocks[middle].Start <= start) low = middle + 1;
            else high = middle;
        }

        return blocks.Count == 0 ? null : blocks[Math.Max(0, low - 1)].Page;
    }
}
