using System.Text;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports.Bookmarks;

/// <summary>
/// Bookmarks as all browsers and most services write them: Netscape's format, and Pocket's list. A page is one item however often it is
/// filed; its folders are <c>metadata.bookmark_folders</c>, paths from the outermost on, and the innermost one is a tag as well, unless it
/// is one that the browser made.
/// </summary>
internal sealed class BookmarkReader : IExportReader
{
    private const int MaxBookmarks = 1_000_000;

    /// <summary>Attributes with a meaning of their own; every other one is kept under its name.</summary>
    private static readonly HashSet<string> Known = ["href", "add_date", "time_added", "tags", "icon", "last_modified", "last_visit", "shortcuturl", "folded"];

    public string Name => "bookmarks";

    public bool Recognises(ExportCandidate candidate) =>
        candidate.Text.AsSpan().TrimStart().StartsWith("<!DOCTYPE NETSCAPE-Bookmark-file-1", StringComparison.OrdinalIgnoreCase)
        || (candidate.Text.Contains("<title>Pocket Export</title>", StringComparison.OrdinalIgnoreCase) && candidate.Text.Contains("time_added=", StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ExportEntry> Read(string path, ExportContext context)
    {
        using var source = new StreamReader(path, Charset(path), detectEncodingFromByteOrderMarks: true);
        var file = new BookmarkFile(source, context.Cancellation);
        var pages = new Dictionary<string, ExportedPage>(StringComparer.Ordinal);
        int icons = 0, duplicates = 0;
        foreach (var bookmark in file.Read())
        {
            if (bookmark["icon"] is { Length: > 0 }) icons++;
            if (ExportedPage.Of(bookmark["href"], out var reason) is not { } page)
            {
                yield return new LeftOut(bookmark.Title.Length > 0 ? bookmark.Title : bookmark["href"] ?? "", reason);
                continue;
            }

            if (pages.TryAdd(page.Key, page))
            {
                if (pages.Count > MaxBookmarks) throw new CortexException(Contract.Errors.ErrorCode.ExceedsLimits, $"The file has more than {MaxBookmarks:N0} bookmarks.");
            }
            else
            {
                page = pages[page.Key];
                duplicates++;
            }

            Describe(page, bookmark, context.Now);
        }

        // Only now is it known where else a page is filed.
        foreach (var page in pages.Values) yield return page.ToItem(Name);
        foreach (var folder in file.EmptyFolders) yield return new LeftOut(folder, ExportReason.EmptyFolder);
        if (duplicates > 0) yield return new LeftOut(null, ExportReason.Duplicate, duplicates);
        if (file.Separators > 0) yield return new LeftOut(null, ExportReason.Separator, file.Separators);
        if (icons > 0) yield return new LeftOut(null, ExportReason.Icon, icons);
    }

    private static void Describe(ExportedPage page, Bookmark bookmark, DateTimeOffset now)
    {
        page.Title ??= bookmark.Title.Length > 0 ? bookmark.Title : null;
        page.File(bookmark.Folders, bookmark.IsFiled);
        page.Tag(bookmark["tags"]?.Split(',') ?? []);
        page.Say("description", bookmark.Description);
        var added = bookmark["add_date"] ?? bookmark["time_added"];
        var created = ExportTime.OfUnix(added, now);
        page.Date(created);
        if (created is null && added is { Length: > 0 } and not "0") page.Add("add_date", SourceText.WellFormed(added));
        page.Add("keyword", bookmark["shortcuturl"] is { Length: > 0 } keyword ? SourceText.WellFormed(keyword) : null);
        page.Add("list", bookmark.State is { Length: > 0 } state ? SourceText.WellFormed(state) : null);
        Time(page, "modified_at", bookmark["last_modified"], now);
        Time(page, "visited_at", bookmark["last_visit"], now);
        foreach (var (name, value) in bookmark.Attributes.Where(attribute => !Known.Contains(attribute.Key) && attribute.Value.Length > 0))
            page.Add(name.Replace('-', '_'), SourceText.WellFormed(value));
    }

    private static void Time(ExportedPage page, string field, string? value, DateTimeOffset now)
    {
        if (value is not (null or "" or "0")) page.Add(field, ExportTime.OfUnix(value, now) is { } time ? ExportTime.Iso(time) : SourceText.WellFormed(value));
    }

    // UTF-8 since there are browsers of this century; what is older says so, or shows it.
    private static Encoding Charset(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[1024 * 1024];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // Cut after a whole line: half a character would speak against UTF-8.
        var end = head.AsSpan(0, length).LastIndexOf((byte)'\n');
        return Encoding.GetEncoding(TextDecoder.Decode(head.AsSpan(0, length < head.Length || end <= 0 ? length : end), html: true).Charset);
    }
}
