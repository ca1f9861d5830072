using System.Text.Json.Serialization;

namespace Cortex.Contract.Items;

/// <summary>What <c>cortex show --json</c> prints: an item, and the passage of it that was meant.</summary>
/// <param name="Item">The item.</param>
/// <param name="Path">The file that it came from; null when it came from none.</param>
/// <param name="Passage">Null when the item was named by its id.</param>
public sealed record ItemView(Item Item, string? Path, PassageView? Passage);

/// <summary>A passage found again in the item's text of today.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Start">Offset into the item's text; null where the passage is no more.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Page">The page that it stands on, where the document has pages.</param>
/// <param name="Quote">The passage as it was found then.</param>
public sealed record PassageView(PassageState State, int? Start, int? End, int? Page, string Quote);

[JsonConverter(typeof(WireEnumConverter<PassageState>))]
public enum PassageState
{
    /// <summary>The item is as it was.</summary>
    Same,

    /// <summary>The item has changed, and the passage is still in it.</summary>
    FoundAgain,

    /// <summary>The item has changed, and the passage is not in it any more.</summary>
    ChangedSince,
}

/// <summary>What <c>cortex open N --json</c> prints.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Opened"><c>editor</c>, <c>program</c> (the system's own for such files), <c>browser</c>, or <c>text</c> when there was nothing else and the library's copy was shown.</param>
/// <param name="Target">The file or address; null for the library's copy.</param>
/// <param name="Line">The line of the file, counted from 1, where it was found.</param>
/// <param name="Note">Why something else was opened than was to be expected; null otherwise.</param>
public sealed record OpenReport(string ItemId, string Opened, string? Target, int? Line, string? Note);
