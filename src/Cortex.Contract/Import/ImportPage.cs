using Cortex.Contract.Errors;
using Cortex.Contract.Items;

namespace Cortex.Contract.Import;

/// <summary>A web page to fetch and keep. The same page again is an update of its item.</summary>
public sealed record ImportPageRequest
{
    /// <summary>An http or https address.</summary>
    public required string Url { get; init; }

    /// <summary>Taken from the page unless it is said.</summary>
    public string? Title { get; init; }

    /// <summary>Added to those that the page's item has.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>The page's item, and whether it is new, changed or as it was.</summary>
public sealed record ImportPageResult(ImportOutcome Outcome, Item Item);

/// <summary>What became of several pages, in their order.</summary>
public sealed record ImportPagesReport(IReadOnlyList<ImportedPage> Pages, int Created, int Updated, int Unchanged, int Failed);

/// <summary>One of them: its item, or why there is none.</summary>
public sealed record ImportedPage(string Url, ImportOutcome? Outcome, Item? Item, Problem? Error);
