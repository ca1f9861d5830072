using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge;

namespace Cortex.Cli.Results;

/// <summary>The passage that was meant, as it stands in the item's text of today.</summary>
/// <param name="Span">Null where it is no more.</param>
/// <param name="Marks">What of it to mark, counted in the item's text.</param>
internal sealed record ShownPlace(PassageState State, TextSpan? Span, IReadOnlyList<TextSpan> Marks, string Quote)
{
    /// <summary>Null when no passage was meant, or the item was not read yet when it was listed.</summary>
    public static ShownPlace? Of(Item item, LastResult? result)
    {
        if (result?.Place is not { Quote.Length: > 0 } place) return null;
        // A new content is read in a moment; until then there is no text to look in.
        if (place.FindIn(item.Text, item.Revision) is not { } span) return new ShownPlace(PassageState.ChangedSince, Span: null, [], place.Quote);
        var marks = result.Marks.Select(mark => new TextSpan(span.Start + Math.Max(0, mark.Start), Math.Min(span.End, span.Start + mark.End))).Where(mark => mark.Start < mark.End);
        return new ShownPlace(item.Revision == place.Revision ? PassageState.Same : PassageState.FoundAgain, span, [.. marks], place.Quote);
    }

    /// <summary>What was meant most: from the first mark to the last, or all of it.</summary>
    public TextSpan? Focus => Marks.Count > 0 ? new TextSpan(Marks.Min(mark => mark.Start), Marks.Max(mark => mark.End)) : Span;

    public PassageView View(IReadOnlyList<Block> blocks) => new(State, Span?.Start, Span?.End, Focus is { } focus ? Pages.Of(blocks, focus.Start) : null, Quote);
}
