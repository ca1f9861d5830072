using System.Text.Json;

namespace Cortex.Contract.Items;

/// <summary>Changes just the fields it carries. A title of null is derived anew; tags or metadata of null are emptied.</summary>
public sealed class UpdateItemRequest : PartialUpdate
{
    /// <summary>The version the change was made on; a stale one is refused with 409.</summary>
    public long? Version { get; set; }

    public string? Title { get; set => field = Carry(value); }
    public string? Content { get; set => field = Carry(value); }
    public ContentType? ContentType { get; set => field = Carry(value); }
    public string? SourceUrl { get; set => field = Carry(value); }

    /// <summary>The same as <c>source_url</c>, which wins when both are there.</summary>
    public string? Url { get; set => field = Carry(value); }
    public string? Source { get; set => field = Carry(value); }
    public IReadOnlyList<string>? Tags { get; set => field = Carry(value); }
    public JsonElement? Metadata { get; set => field = Carry(value); }
    public bool? Starred { get; set => field = Carry(value); }
}
