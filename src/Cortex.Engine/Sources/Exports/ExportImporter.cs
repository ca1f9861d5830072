using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Brings other programs' exports into the library: each entry is an item, whose identity lies in the entry and not in the file.</summary>
public sealed class ExportImporter(Database database)
{
    private const int BatchItems = 256, BatchCharacters = 2_000_000, BookmarksAtOnce = 500;

    /// <summary>Imports those of the named paths that are exports, and leaves the rest to the caller.</summary>
    /// <param name="changed">Takes the ids of all items that are created or changed.</param>
    public async Task<ExportsTaken> TakeAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation, ICollection<string>? changed = null)
    {
        var exports = request.Paths.Select(path => (Path: path, Reader: ExportReaders.Find(path))).ToList();
        if (exports.TrueForAll(export => export.Reader is null)) return new ExportsTaken(request, Report: null);
        var tally = new ExportTally(request.DryRun, changed);
        foreach (var (path, reader) in exports)
        {
            if (reader is not null) await ImportAsync(reader, Path.GetFullPath(path), request, tally, progress, cancellation);
        }

        return new ExportsTaken(request with { Paths = [.. exports.Where(export => export.Reader is null).Select(export => export.Path)] }, tally.Report());
    }

    /// <summary>The addresses in these exports of which the library has no more than the bookmark.</summary>
    public IReadOnlyList<string> UnreadPages(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var context = new ExportContext(database.Time.GetUtcNow(), cancellation);
        var pages = paths.Select(path => (Path: Path.GetFullPath(path), Reader: ExportReaders.Find(path))).Where(export => export.Reader is not null)
            .SelectMany(export => Entries(export.Reader!, export.Path, context, new ExportTally(dryRun: false, changed: null)))
            .OfType<ExportedItem>().Where(entry => entry.IsPage).Select(entry => (Key: entry.Item.SourceKey!, Url: entry.Item.SourceUrl!)).DistinctBy(page => page.Key, StringComparer.Ordinal);
        return [.. pages.Chunk(BookmarksAtOnce).SelectMany(chunk =>
        {
            var unread = database.Read(db => ExportWriter.Unread(db, chunk.Select(page => page.Key)));
            return chunk.Where(page => unread.Contains(page.Key)).Select(page => page.Url);
        })];
    }

    private async Task ImportAsync(IExportReader reader, string path, ImportRequest request, ExportTally tally, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var context = new ExportContext(database.Time.GetUtcNow(), cancellation);
        var batch = new List<ExportedItem>();
        var size = 0;
        var pending = Task.CompletedTask;
        var before = tally.Read + tally.Skipped;
        foreach (var entry in Entries(reader, path, context, tally))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry is LeftOut left) tally.Skip(left.Name is null ? null : $"{path}: {left.Name}", left.Reason, left.Count);
            if (entry is not ExportedItem found) continue;
            var title = found.Item.EffectiveTitle;
            tally.Found(path, title);
            progress?.Report(new ImportProgress(tally.Read, tally.Skipped, title));
            if (request.DryRun) continue;
            batch.Add(request.Tags.Count == 0 ? found : found with { Item = found.Item with { Tags = ExportTags.Of([.. found.Item.Tags, .. request.Tags]) } });
            size += found.Item.Content.Length;
            if (batch.Count < BatchItems && size < BatchCharacters) continue;
            // The next entries are read while the last are written.
            await pending;
            pending = KeepAsync([.. batch], tally);
            batch.Clear();
            size = 0;
        }

        await pending;
        if (batch.Count > 0) await KeepAsync(batch, tally);
        if (tally.Read + tally.Skipped == before) tally.Skip(path, ExportReason.Empty);
    }

    private async Task KeepAsync(IReadOnlyList<ExportedItem> batch, ExportTally tally) => tally.Count(
        await database.Writer.RunAsync(Durability.Captured, db => batch.Select(entry => ExportWriter.Keep(db, entry, database.Time.GetUtcNow())).ToList()));

    // What an export makes of the libraries below is one reason in the report, and no end of the import.
    private static IEnumerable<ExportEntry> Entries(IExportReader reader, string path, ExportContext context, ExportTally tally)
    {
        using var entries = reader.Read(path, context).GetEnumerator();
        while (true)
        {
            try
            {
                if (!entries.MoveNext()) yield break;
            }
            catch (CortexException error)
            {
                tally.Skip(path, error.Code, detail: error.Message);
                yield break;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                tally.Skip(path, WireName.Of(SkipReason.Unreadable), detail: error.Message);
                yield break;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                tally.Skip(path, ErrorCode.UnreadableContent, detail: $"The {reader.Name} export is damaged: {error.Message}");
                yield break;
            }

            yield return entries.Current;
        }
    }
}

/// <summary>What is left of a request once the exports in it are in.</summary>
/// <param name="Report">Of the exports; null where there was none.</param>
public sealed record ExportsTaken(ImportRequest Rest, ImportReport? Report)
{
    private const int MaxListed = 1000;

    /// <summary>The exports' report and that of the rest in one.</summary>
    public ImportReport With(ImportReport rest) => Report is null ? rest : rest with
    {
        Created = Report.Created + rest.Created,
        Updated = Report.Updated + rest.Updated,
        Unchanged = Report.Unchanged + rest.Unchanged,
        Skipped = Report.Skipped.Concat(rest.Skipped).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
        SkippedFiles = [.. Report.SkippedFiles.Concat(rest.SkippedFiles).Take(MaxListed)],
        Files = [.. Report.Files, .. rest.Files],
        ItemIds = [.. Report.ItemIds.Concat(rest.ItemIds).Take(MaxListed)],
        TookMs = Report.TookMs + rest.TookMs,
    };
}
