using System.Text.Json;

namespace Cortex.Contract.Items;

/// <summary>Changes just the fields it carries. A title of null is derived anew; tags or metadata of null are emptied.</summary>
public sealed class UpdateItemRequest
{
    private readonly HashSet<string> _carried = new(StringComparer.Ordinal);

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

    /// <summary>Whether the request carried a property of this name, be it null.</summary>
    public bool Carries(string property) => _carried.Contains(property);

    private T Carry<T>(T value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        _carried.Add(property);
        return value;
    }
}
