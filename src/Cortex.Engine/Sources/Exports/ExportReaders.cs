using Cortex.Engine.Sources.Exports.Bookmarks;
using Cortex.Engine.Sources.Exports.Karakeep;
using Cortex.Engine.Sources.Exports.Kindle;
using Cortex.Engine.Sources.Exports.Notion;
using Cortex.Engine.Sources.Exports.Readwise;

namespace Cortex.Engine.Sources.Exports;

/// <summary>The exports that are known, and the only way to find out whether something is one.</summary>
internal static class ExportReaders
{
    private static readonly IExportReader[] All =
    [
        new BookmarkReader(),
        new KarakeepReader(),
        new ReadwiseReader(),
        new KindleReader(),
        new NotionReader(),
    ];

    /// <summary>Null for what is no export: files and folders of one's own.</summary>
    public static IExportReader? Find(string path) => ExportCandidate.Of(path) is { } candidate ? Array.Find(All, reader => reader.Recognises(candidate)) : null;
}
