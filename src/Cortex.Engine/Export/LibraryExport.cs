using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cortex.Contract.Errors;
using Cortex.Contract.Export;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Export;

/// <summary>How far an export is.</summary>
public sealed record ExportProgress(long Items, long Total);

/// <summary>The way out: the whole library as files that any program reads, and one document that brings it back as it was.</summary>
public sealed class LibraryExport(Database database)
{
    /// <summary>Writes into a folder that is not there, is empty, or holds an earlier export, whose place it then takes in one step.</summary>
    /// <exception cref="CortexException">another folder, or one that cannot be written; it is left as it was then</exception>
    public ExportReport ToFolder(string folder, IProgress<ExportProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            using var place = ExportFolder.Prepare(folder);
            var report = Write(new FolderTarget(place.Temporary), progress, cancellation);
            cancellation.ThrowIfCancellationRequested();
            place.Finish();
            return report with { Folder = place.Path };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"{folder} cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes a ZIP archive forwards into a stream, which waits as long as it has to.</summary>
    public ExportReport ToZip(Stream stream, IProgress<ExportProgress>? progress, CancellationToken cancellation)
    {
        using var target = new ZipTarget(stream);
        return Write(target, progress, cancellation);
    }

    // All of it from one state of the library, however long that takes.
    private ExportReport Write(IExportTarget target, IProgress<ExportProgress>? progress, CancellationToken cancellation) => database.ReadSnapshot(db =>
    {
        var clock = Stopwatch.StartNew();
        var now = database.Time.GetUtcNow();
        var files = new ExportFiles(target, cancellation);
        var items = new ItemFilesWriter(db, files, cancellation);
        var written = new Dictionary<long, ExportedItemFiles>();
        var total = db.Long("SELECT count(*) FROM items") ?? 0;
        var trashed = 0L;
        StoredItemReader.Each(db, (pk, item) =>
        {
            written.Add(pk, items.Write(pk, item));
            if (item.DeletedAt is not null) trashed++;
            progress?.Report(new ExportProgress(written.Count, total));
        });
        var revisions = 0L;
        files.Write(ExportFormat.Document, now, stream =>
        {
            (revisions, var bytes) = new LibraryDocumentWriter(db, written).Write(stream, now, cancellation);
            files.AddBytes(bytes);
        });
        files.Write(ExportFormat.Readme, now, Encoding.UTF8.GetBytes(Readme(now, total - trashed)));
        return new ExportReport
        {
            Folder = null,
            Items = total - trashed,
            Trashed = trashed,
            Revisions = revisions,
            Originals = items.Originals,
            Highlights = items.Highlights,
            Files = files.Count,
            SizeBytes = files.Bytes,
            LeftOut = items.LeftOut,
            TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 1),
        };
    });

    private static string Readme(DateTimeOffset now, long items) => string.Create(CultureInfo.InvariantCulture, $"""
        A Cortex library, exported on {now:yyyy-MM-dd HH:mm} UTC: {items} items.

        {ExportFormat.Items}/       each item as a Markdown file with its title, tags and dates, by month
        {ExportFormat.Originals}/   what is not Markdown as it is stored, and documents as they came
        {ExportFormat.Highlights}/  passages that were marked, by item
        {ExportFormat.Document}  everything, for programs: dates, tags, metadata, earlier revisions, the trash

        `cortex import` with this folder brings all of it back. It reads {ExportFormat.Document} and {ExportFormat.Originals}/; what is changed in the Markdown files does not come in that way.

        """);
}
