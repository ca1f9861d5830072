using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Sources.Exports.Highlights;

namespace Cortex.Engine.Sources.Exports.Karakeep;

/// <summary>
/// The JSON export of Karakeep (formerly Hoarder): links become pages, texts notes. What was uploaded is not in the export; its title, note
/// and summary are kept with the id of the file.
/// </summary>
internal sealed class KarakeepReader : IExportReader
{
    private const long MaxBytes = 512L * 1024 * 1024;
    private static readonly string[] Known = ["createdAt", "title", "tags", "content", "lists", "note", "summary", "description", "favourited", "highlights"];

    public string Name => "karakeep";

    public bool Recognises(ExportCandidate candidate) =>
        candidate.Text.AsSpan().TrimStart().StartsWith("{") && candidate.Text.Contains("\"bookmarks\"", StringComparison.Ordinal)
        && candidate.Text.Contains("\"createdAt\"", StringComparison.Ordinal) && candidate.Text.Contains("\"content\"", StringComparison.Ordinal) && candidate.Text.Contains("\"tags\"", StringComparison.Ordinal);

    public IEnumerable<ExportEntry> Read(string path, ExportContext context)
    {
        var json = ExportText.ReadBytes(path, MaxBytes);
        var (lists, unknown) = Lists(json, context.Cancellation);
        foreach (var member in unknown) yield return new LeftOut(member, ExportReason.Unknown);
        foreach (var name in lists.Smart) yield return new LeftOut(name, ExportReason.SmartList);
        var pages = new Dictionary<string, ExportedPage>(StringComparer.Ordinal);
        var seconds = new Dictionary<string, int>(StringComparer.Ordinal);
        var duplicates = 0;
        for (var all = new JsonElements(json); all.Next();)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (all is not { Member: "bookmarks", IsListed: true }) continue;
            var bookmark = all.Element;
            if (bookmark.Field("content")?.Text("url") is { } url)
            {
                if (ExportedPage.Of(url, out var reason) is not { } page) yield return new LeftOut(bookmark.Text("title") ?? url, reason);
                else
                {
                    if (!pages.TryAdd(page.Key, page)) (page, duplicates) = (pages[page.Key], duplicates + 1);
                    Describe(page, bookmark, lists, context.Now);
                }
            }
            else yield return Note(bookmark, lists, seconds, context.Now);
        }

        foreach (var page in pages.Values) yield return page.ToItem(Name);
        if (duplicates > 0) yield return new LeftOut(null, ExportReason.Duplicate, duplicates);
    }

    // They stand behind the bookmarks that are in them.
    private static (KarakeepLists Lists, List<string> Unknown) Lists(byte[] json, CancellationToken cancellation)
    {
        var lists = new KarakeepLists();
        var unknown = new List<string>();
        try
        {
            for (var all = new JsonElements(json); all.Next();)
            {
                cancellation.ThrowIfCancellationRequested();
                if (all is { Member: "lists", IsListed: true }) lists.Add(all.Element);
                else if (all.Member != "bookmarks" && !unknown.Contains(all.Member)) unknown.Add(all.Member);
            }
        }
        catch (JsonException)
        {
            // Cut off: the bookmarks up to there come in, and then it is told.
        }

        return (lists, unknown);
    }

    private static void Describe(ExportedPage page, JsonElement bookmark, KarakeepLists lists, DateTimeOffset now)
    {
        var content = bookmark.Field("content")!.Value;
        page.Title ??= bookmark.Text("title");
        page.Date(Created(bookmark, now));
        page.Tag(bookmark.Texts("tags"));
        foreach (var list in bookmark.Texts("lists")) page.File(lists.Path(list), isTag: true);
        page.Starred |= bookmark.IsTrue("favourited");
        page.Say("note", bookmark.Text("note"));
        page.Say("summary", bookmark.Text("summary"));
        page.Say("description", bookmark.Text("description") ?? content.Text("description"));
        if (Marked(bookmark, now) is { Count: > 0 } highlights) page.Add("highlights", new JsonArray([.. highlights.Select(highlight => highlight.ToJson())]));
        foreach (var (name, value) in More(bookmark, Known).Concat(More(content, ["type", "url", "description"]))) page.Add(name, value);
    }

    private ExportEntry Note(JsonElement bookmark, KarakeepLists lists, Dictionary<string, int> seconds, DateTimeOffset now)
    {
        var content = bookmark.Field("content") ?? default;
        var highlights = Marked(bookmark, now);
        string?[] texts = [content.Text("text"), bookmark.Text("note") is { } note ? MarkdownText.Escape(note) : null, bookmark.Text("summary") is { } summary ? MarkdownText.Escape(summary) : null, .. highlights.Select(highlight => MarkdownText.Quote(highlight.Quote))];
        var text = SourceText.WellFormed(string.Join("\n\n", texts.Where(part => !string.IsNullOrWhiteSpace(part))));
        var title = ExportTags.Title(bookmark.Text("title"));
        if (text.Length == 0 && title is null) return new LeftOut(content.Text("assetId"), content.Text("assetId") is null ? ExportReason.Empty : ExportReason.Attachment);
        var paths = bookmark.Texts("lists").Select(lists.Path).ToList();
        var metadata = new JsonObject();
        foreach (var (name, value) in More(bookmark, [.. Known, "id"]).Concat(More(content, ["type", "text"]))) metadata.TryAdd(name, value);
        foreach (var field in (string[])["note", "summary", "description"])
        {
            if (bookmark.Text(field) is { Length: > 0 } said) metadata.TryAdd(field, SourceText.WellFormed(said));
        }

        if (paths.Count > 0) metadata["lists"] = new JsonArray([.. paths.Select(JsonNode (path) => new JsonArray([.. path.Select(name => JsonValue.Create(SourceText.WellFormed(name)))]))]);
        if (highlights.Count > 0) metadata["highlights"] = new JsonArray([.. highlights.Select(highlight => highlight.ToJson())]);
        return new ExportedItem(new NewItem
        {
            Content = text,
            Title = title,
            ContentType = ContentType.Note,
            Format = DocumentFormat.Markdown,
            Source = Name,
            SourceKey = Key(bookmark, seconds),
            Tags = ExportTags.Of([.. bookmark.Texts("tags"), .. paths.Select(path => path[^1])]),
            Metadata = metadata.ToJsonString(),
            CreatedAt = Created(bookmark, now),
            Starred = bookmark.IsTrue("favourited"),
        });
    }

    // Older exports have no ids. When it was written tells a note even after it was changed; those of the same second are told by their order.
    private static string Key(JsonElement bookmark, Dictionary<string, int> seconds)
    {
        if (bookmark.Text("id") is { Length: > 0 } id) return $"karakeep:{id}";
        var time = bookmark.Text("createdAt") ?? "";
        var number = seconds[time] = seconds.GetValueOrDefault(time) + 1;
        return time.Length > 0 ? $"karakeep:{time}:{number}" : $"karakeep:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bookmark.GetRawText())))}";
    }

    private static DateTime? Created(JsonElement bookmark, DateTimeOffset now) =>
        ExportTime.OfUnix(bookmark.Text("createdAt"), now) ?? ExportTime.OfText(bookmark.Text("createdAt"), now);

    private static List<Highlight> Marked(JsonElement bookmark, DateTimeOffset now) => [.. bookmark.List("highlights").Where(each => each.ValueKind == JsonValueKind.Object).Select(each => new Highlight
    {
        Quote = each.Text("text")?.Trim() ?? "",
        Note = each.Text("note"),
        Color = each.Text("color"),
        Location = each.Text("startOffset"),
        LocationType = each.Text("startOffset") is null ? null : "offset",
        CreatedAt = ExportTime.OfUnix(each.Text("createdAt"), now) ?? ExportTime.OfText(each.Text("createdAt"), now),
        CreatedText = each.Text("createdAt"),
    })];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> More(JsonElement json, string[] known) => json.ValueKind != JsonValueKind.Object ? [] : json.EnumerateObject()
        .Where(field => !known.Contains(field.Name, StringComparer.Ordinal) && field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
        .Select(field => KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name), JsonNode.Parse(field.Value.GetRawText())));
}
