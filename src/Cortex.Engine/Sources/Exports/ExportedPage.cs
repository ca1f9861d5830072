using System.Text.Json.Nodes;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Sources.Exports;

/// <summary>A page's address with what was said of it, gathered from all entries of an export that name the page.</summary>
/// <param name="Key">The identity under which the page itself would come in.</param>
internal sealed record ExportedPage(string Key, string Url)
{
    private const int MaxListed = 1000;
    private readonly List<string> _tags = [], _texts = [];
    private readonly List<IReadOnlyList<string>> _folders = [];
    private readonly JsonObject _metadata = [];

    public string? Title { get; set; }
    public DateTime? CreatedAt { get; private set; }
    public bool Starred { get; set; }

    /// <summary>The page of an address; null with the reason where it is none that could be fetched.</summary>
    public static ExportedPage? Of(string? address, out string reason)
    {
        address = address?.Trim() ?? "";
        reason = address.Length == 0 ? ExportReason.Empty
            : address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) ? ExportReason.Script
            : !WebAddress.IsOne(address) ? ExportReason.NoWebPage : ExportReason.AddressRefused;
        if (reason != ExportReason.AddressRefused) return null;
        try
        {
            var uri = WebAddress.Parse(address);
            return new ExportedPage(PageIdentity.Normalize(uri), uri.AbsoluteUri);
        }
        catch (Exception error) when (error is CortexException or UriFormatException)
        {
            return null;
        }
    }

    /// <summary>The earliest is when it was kept.</summary>
    public void Date(DateTime? time) => CreatedAt = CreatedAt is { } known && !(time < known) ? known : time;

    public void Tag(params IEnumerable<string?> tags) => _tags.AddRange(tags.OfType<string>());

    /// <param name="folders">From the outermost to the one it lies in.</param>
    /// <param name="isTag">Whether the innermost is a person's own word for it.</param>
    public void File(IReadOnlyList<string> folders, bool isTag)
    {
        if (folders.Count == 0) return;
        if (_folders.Count < MaxListed && !_folders.Exists(known => known.SequenceEqual(folders))) _folders.Add(folders);
        if (isTag) Tag(folders[^1]);
    }

    /// <summary>Words of the person's or the page's own: all there is to read until the page is fetched.</summary>
    public void Say(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        text = SourceText.WellFormed(text.Trim());
        if (!_texts.Contains(text, StringComparer.Ordinal)) _texts.Add(text);
        Add(field, text);
    }

    /// <summary>A field of the metadata; the first that is said counts.</summary>
    public void Add(string field, JsonNode? value)
    {
        var name = ItemChange.BookmarkPrefix + field;
        if (value is not null && !_metadata.ContainsKey(name)) _metadata[name] = value;
    }

    public ExportedItem ToItem(string source)
    {
        if (_folders.Count > 0) Add("folders", new JsonArray([.. _folders.Select(JsonNode (path) => new JsonArray([.. path.Select(folder => JsonValue.Create(SourceText.WellFormed(folder)))]))]));
        return new ExportedItem(new NewItem
        {
            Content = string.Join("\n\n", _texts.Select(MarkdownText.Escape)),
            Title = ExportTags.Title(Title) ?? Shown(),
            ContentType = ContentType.Webpage,
            Format = DocumentFormat.Markdown,
            SourceUrl = Url,
            Source = source,
            SourceKey = Key,
            Tags = ExportTags.Of(_tags),
            Metadata = _metadata.ToJsonString(),
            CreatedAt = CreatedAt,
            Starred = Starred,
        }, IsPage: true);
    }

    // An address without a name goes by what a person would read out of it.
    private string Shown() => ExportTags.Title(Url[(Url.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/'))!;
}
