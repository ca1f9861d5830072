using System.Diagnostics;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Export;

/// <summary>What an export brought.</summary>
/// <param name="Items">All that it has, those in the trash too.</param>
/// <param name="FollowedFolders">Folders that it followed, as it names them.</param>
/// <param name="Settings">Names of the settings that it had of its own.</param>
public sealed record TakeoverReport(ImportReport Import, int Items, IReadOnlyList<string> FollowedFolders, IReadOnlyList<string> Settings);

/// <summary>
/// Brings an export back: the same items with their ids, dates, tags, revisions and trash. It is looked through to its end first,
/// and what is wrong with it as a whole changes nothing. Settings and followed folders are told and not taken over: a file from
/// elsewhere must not make this library read other folders or lower its guard.
/// </summary>
public sealed class LibraryTakeover(Database database)
{
    private const int BatchItems = 128, BatchBytes = 4_000_000, MaxListed = 1000;

    /// <summary>Whether a path is an export of a library.</summary>
    public static bool IsExport(string path) => ExportedLibrary.IsOne(path);

    /// <param name="dryRun">Only look through it.</param>
    /// <param name="changed">Takes the ids of all items that are created or changed.</param>
    /// <exception cref="CortexException">it cannot be read; nothing was imported then</exception>
    public async Task<TakeoverReport> ImportAsync(string path, bool dryRun, IProgress<ExportProgress>? progress, CancellationToken cancellation, ICollection<string>? changed = null)
    {
        using var library = ExportedLibrary.Open(path, cancellation);
        var run = new Run(database, library, progress, cancellation);
        if (dryRun) return run.Report(dryRun: true);
        // Reading is synchronous and may be long: not on the thread of who asked.
        await Task.Run(run.TakeOver, cancellation);
        foreach (var id in run.Changed) changed?.Add(id);
        return run.Report(dryRun: false);
    }

    private sealed class Run(Database database, ExportedLibrary library, IProgress<ExportProgress>? progress, CancellationToken cancellation)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Dictionary<ImportOutcome, int> _outcomes = [];
        private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
        private readonly List<SkippedFile> _skipped = [];

        // By id of the export: the item here, and whether it was made by this import; none where it was left out.
        private readonly Dictionary<string, (string Id, bool IsNew)> _items = new(StringComparer.Ordinal);
        private readonly List<Func<Db, Kept?>> _batch = [];
        private long _batchBytes;
        private long _read;

        public List<string> Changed { get; } = [];

        public void TakeOver()
        {
            library.Read(Take, Take, cancellation);
            Write();
        }

        public TakeoverReport Report(bool dryRun) => new(Import(dryRun), library.Items, library.FollowedFolders, library.Settings);

        private ImportReport Import(bool dryRun) => new()
        {
            DryRun = dryRun,
            Created = _outcomes.GetValueOrDefault(ImportOutcome.Created),
            Updated = _outcomes.GetValueOrDefault(ImportOutcome.Updated),
            Moved = 0,
            Unchanged = _outcomes.GetValueOrDefault(ImportOutcome.Unchanged),
            Skipped = _reasons,
            SkippedFiles = _skipped,
            Files = dryRun ? [library.Path] : [],
            ItemIds = [.. Changed.Take(MaxListed)],
            NearDuplicates = [],
            NearDuplicateCount = 0,
            Failed = 0,
            TookMs = Math.Round(_clock.Elapsed.TotalMilliseconds, 1),
        };

        private void Take(ReadItem read)
        {
            progress?.Report(new ExportProgress(++_read, library.Items));
            byte[] content;
            OriginalFile? original;
            try
            {
                content = read.Content ?? library.Bytes(read.ContentFile!);
                original = read.Original is { } kept ? new OriginalFile(kept.Name, kept.MediaType, library.Bytes(kept.File)) : null;
            }
            catch (CortexException error) when (error.Code is ErrorCode.FileNotReadable or ErrorCode.UnreadableContent)
            {
                _reasons[error.Code] = _reasons.GetValueOrDefault(error.Code) + 1;
                if (_skipped.Count < MaxListed) _skipped.Add(new SkippedFile(read.Item.Title, error.Code) { Detail = error.Message });
                return;
            }

            Add(content.Length + (original?.Bytes.Length ?? 0), db =>
            {
                var (id, outcome) = StoredItemWriter.Keep(db, read.Item, content, original, database.Now);
                return new Kept(read.Item.Id, id, outcome);
            });
        }

        private void Take(StoredRevision revision)
        {
            // What the items became is known when they are written; in an export all of them come before.
            if (!_items.ContainsKey(revision.ItemId)) Write();
            if (!_items.TryGetValue(revision.ItemId, out var item)) return;
            Add(revision.Content.Length, db =>
            {
                if (item.IsNew) StoredItemWriter.AddRevision(db, revision);
                else StoredItemWriter.KeepRevision(db, item.Id, revision);
                return null;
            });
        }

        private void Add(long bytes, Func<Db, Kept?> write)
        {
            _batch.Add(write);
            _batchBytes += bytes;
            if (_batch.Count >= BatchItems || _batchBytes >= BatchBytes) Write();
        }

        // One transaction. What came of it is noted after: a full disk may make the writer try again.
        private void Write()
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = _batch.ToArray();
            foreach (var kept in database.Writer.Run(Durability.Captured, db => batch.Select(write => write(db)).OfType<Kept>().ToList()))
            {
                _outcomes[kept.Outcome] = _outcomes.GetValueOrDefault(kept.Outcome) + 1;
                _items[kept.ExportedId] = (kept.Id, kept.Outcome == ImportOutcome.Created);
                if (kept.Outcome != ImportOutcome.Unchanged) Changed.Add(kept.Id);
            }

            _batch.Clear();
            _batchBytes = 0;
        }
    }

    private sealed record Kept(string ExportedId, string Id, ImportOutcome Outcome);
}
