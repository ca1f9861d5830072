using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>
/// Notion's export of Markdown and CSV, as the archive that it is or unpacked. A page is an item known by Notion's id; a row of a database
/// goes to its page, and is an item where there is none; what pages show of files is named.
/// </summary>
internal sealed partial class NotionReader : IExportReader
{
    private const int MaxAttachments = 1000;

    public string Name => "notion";

    public bool Recognises(ExportCandidate candidate)
    {
        if (candidate.IsFolder) return IsNotion(candidate.Names);
        if (!ZipPackage.Recognizes(candidate.Head) || !candidate.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            using var zip = ZipPackage.Open(candidate.Path, CancellationToken.None);
            return IsNotion([.. zip.Names.Select(name => name[(name.LastIndexOf('/') + 1)..]).Where(name => name.Length > 0)]);
        }
        catch (Exception error) when (error is CortexException or InvalidDataException or IOException)
        {
            // By its name it is one: reading it says what is wrong.
            return NotionName.IsWrapper(Path.GetFileName(candidate.Path));
        }
    }

    public IEnumerable<ExportEntry> Read(string path, ExportContext context)
    {
        using INotionFiles files = Directory.Exists(path) ? new NotionFolder(path) : NotionArchive.Open(path, context.Cancellation);
        var databases = Databases(files, context.Cancellation).ToList();
        var byFolder = databases.SelectMany(database => database.Folders().Select(folder => (folder, database))).DistinctBy(pair => pair.folder).ToDictionary(pair => pair.folder, pair => pair.database, StringComparer.Ordinal);
        var names = files.Names.ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in files.Names.Where(name => NotionName.Of(name).IsPage))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var item = Page(files, name, byFolder.GetValueOrDefault(Parent(name)), names, context.Now);
            yield return seen.Add(item.SourceKey!) ? new ExportedItem(item) : new LeftOut(name, ExportReason.Duplicate);
        }

        foreach (var database in databases)
        {
            if (database.IsMet) foreach (var (title, fields) in database.Rest()) yield return Row(database, title, fields, seen, context.Now);
            else yield return new ExportedItem(Table(database));
        }

        var others = files.Names.Count(name => NotionName.Of(name).Extension.Length == 0);
        if (others > 0) yield return new LeftOut(null, ExportReason.Attachment, others);
    }

    // Most of what lies there is named as Notion does it; one page among notes makes no export.
    private static bool IsNotion(IReadOnlyList<string> names)
    {
        if (names.Count > 0 && names.All(name => NotionName.IsWrapper(name) || name == "index.html")) return true;
        var texts = names.Select(NotionName.Of).Where(name => name.IsPage || name.IsDatabase).ToList();
        return texts.Count > 0 && texts.Count(name => name.Id is not null) * 2 > texts.Count;
    }

    private static IEnumerable<NotionDatabase> Databases(INotionFiles files, CancellationToken cancellation)
    {
        var tables = files.Names.Select(path => (Path: path, Name: NotionName.Of(path))).Where(file => file.Name.IsDatabase);
        // Of a database and its views the one with all the columns.
        foreach (var table in tables.GroupBy(file => file.Name.Id ?? file.Path, StringComparer.Ordinal).Select(same => same.OrderByDescending(file => file.Name.IsAll).First()))
        {
            cancellation.ThrowIfCancellationRequested();
            if (NotionDatabase.Parse(table.Path, Text(files, table.Path), cancellation) is { } database) yield return database;
        }
    }

    private NewItem Page(INotionFiles files, string path, NotionDatabase? database, HashSet<string> names, DateTimeOffset now)
    {
        var name = NotionName.Of(path);
        var page = NotionPage.Parse(Text(files, path), name.Title, database?.Columns);
        var properties = page.Properties.Concat(database?.Take(page.Title) ?? []).DistinctBy(property => property.Key, StringComparer.Ordinal).ToList();
        var metadata = Describe(name.Id, NotionName.Folders(path), properties);
        var attachments = Targets().Matches(page.Text).Select(match => Resolve(path, match.Groups[1].Value)).Where(target => names.Contains(target) && NotionName.Of(target).Extension.Length == 0).Distinct(StringComparer.Ordinal).Take(MaxAttachments);
        if (new JsonArray([.. attachments.Select(target => JsonValue.Create(target))]) is { Count: > 0 } named) metadata["attachments"] = named;
        return Item(page.Title, page.Text, $"{LinkName.NotionPrefix}{name.Id ?? path}", metadata, properties, now);
    }

    private ExportedItem Row(NotionDatabase database, string title, IReadOnlyList<KeyValuePair<string, string>> fields, HashSet<string> seen, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields) text.Append("- ").Append(MarkdownText.Escape(name)).Append(": ").Append(MarkdownText.Escape(value).Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        var key = $"{LinkName.NotionPrefix}{database.Name.Id ?? database.Path}:{title}";
        // Rows have no ids: those of one title are told by their order.
        for (var number = 2; !seen.Add(key); number++) key = $"{LinkName.NotionPrefix}{database.Name.Id ?? database.Path}:{title}:{number}";
        return new ExportedItem(Item(title, text.ToString(), key, Describe(null, [.. NotionName.Folders(database.Path), database.Name.Title], fields), fields, now));
    }

    private NewItem Table(NotionDatabase database) => Item(database.Name.Title, database.Text, $"{LinkName.NotionPrefix}{database.Name.Id ?? database.Path}", Describe(database.Name.Id, NotionName.Folders(database.Path), []), [], default) with { Format = DocumentFormat.Table };

    private NewItem Item(string title, string text, string key, JsonObject metadata, IReadOnlyList<KeyValuePair<string, string>> properties, DateTimeOffset now) => new()
    {
        Content = text,
        Title = ExportTags.Title(title) ?? TitleDeriver.Untitled,
        ContentType = ContentType.Note,
        Format = DocumentFormat.Markdown,
        Source = Name,
        SourceKey = key,
        Tags = ExportTags.Of(NotionDates.TagsOf(properties)),
        Metadata = metadata.ToJsonString(),
        CreatedAt = NotionDates.CreatedAt(properties, now),
        UpdatedAt = NotionDates.EditedAt(properties, now),
    };

    private static JsonObject Describe(string? id, IReadOnlyList<string> folders, IEnumerable<KeyValuePair<string, string>> properties)
    {
        var metadata = new JsonObject();
        if (id is not null) metadata["notion_id"] = id;
        if (folders.Count > 0) metadata["notion_path"] = new JsonArray([.. folders.Select(folder => JsonValue.Create(SourceText.WellFormed(folder)))]);
        var values = new JsonObject();
        foreach (var (name, value) in properties) values.TryAdd(SourceText.WellFormed(name), SourceText.WellFormed(value));
        if (values.Count > 0) metadata["notion_properties"] = values;
        return metadata;
    }

    private static string Text(INotionFiles files, string name) => SourceText.Normalize(TextDecoder.Decode(files.Read(name)).Text);

    private static string Parent(string path) => path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "";

    // As seen from the page; what leads out of the export is nowhere in it.
    private static string Resolve(string page, string target)
    {
        var parts = new List<string>(Parent(page).Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in Uri.UnescapeDataString(target).Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\(([^()\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Targets();
}
