using System.Text.Json;

namespace Cortex.Contract.Items;

/// <summary>What to capture. Strings are kept exactly as sent.</summary>
public sealed record CreateItemRequest
{
    /// <summary>Derived from the content when missing.</summary>
    public string? Title { get; init; }
    public required string Content { get; init; }

    /// <summary><c>note</c>, or <c>webpage</c> when there is a URL, unless it is said.</summary>
    public ContentType? ContentType { get; init; }

    public string? SourceUrl { get; init; }

    /// <summary>The same as <c>source_url</c>, which wins when both are there.</summary>
    public string? Url { get; init; }
    public string? Source { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A JSON object.</summary>
    public JsonElement? Metadata { get; init; }
}

public sealed record CreateItemsRequest
{
    /// <summary>1 to 1,000 items.</summary>
    public required IReadOnlyList<JsonElement> Items { get; init; }
}

/// <summary>One result for each item of the request, in its order: the item, or why it was refused.</summary>
public sealed record CreateItemsResult(IReadOnlyList<CreateItemOutcome> Results, int Created, int Failed);

public sealed record CreateItemOutcome(int Status, Item? Item, Errors.Problem? Error);
