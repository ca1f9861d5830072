using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources.Exports.Obsidian;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>
/// Brings the library in step with a followed folder: what is new comes in, what changed becomes a revision, what moved keeps its
/// identity, what is gone is marked. Each batch of files and what is then known of them is one transaction, so that a sync that
/// was interrupted goes on where it was.
/// </summary>
internal sealed class FolderSync(Database database)
{
    private const int BatchItems = 128;
    private const int BatchCharacters = 2_000_000;
    private const int BatchRows = 500;

    // A file may change again within the clock tick in which it was read, and look the same.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LockAgain = TimeSpan.FromMilliseconds(20);

    /// <param name="part">What to look at; null: the whole folder.</param>
    /// <param name="maxFileBytes">See <see cref="ScanOptions"/>.</param>
    /// <exception cref="CortexException">the folder is not there, or is followed no longer</exception>
    public async Task RunAsync(FollowedFolder folder, FolderPart? part, long maxFileBytes, ImportTally tally, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var alone = await LockAsync(folder, cancellation);
        var started = database.Time.GetTimestamp();
        if (!Directory.Exists(folder.Path)) throw await MissingAsync(folder);
        var run = new Run(database, folder, part, tally, new KnownFiles(database, folder, part));
        var options = new ScanOptions { MaxFileBytes = maxFileBytes, Library = database.Folder.Root, Known = run.Known, Only = part?.Filter };
        foreach (var entry in FolderScan.Scan(folder.Path, options, cancellation))
        {
            if (entry is SkippedPath { RelativePath: "" }) throw await FailAsync(folder, $"The folder {folder.Path} cannot be read. What came from it stays in the library; allow reading it, or end that by `cortex sources forget`.");
            run.Take(entry, cancellation);
            progress?.Report(new ImportProgress(tally.Read, tally.SkippedCount, entry.RelativePath));
            if (run.IsFull) await run.WriteAsync();
        }

        await run.EndAsync();
        // The folder may have gone while it was walked; then nothing in it was.
        if (!Directory.Exists(folder.Path)) throw await MissingAsync(folder);
        await run.VanishAsync();
        if (part is not { IsWhole: false }) await database.Writer.RunAsync(Durability.Derived, db => FolderStore.Scanned(db, folder.Id, database.Now, (long)database.Time.GetElapsedTime(started).TotalMilliseconds));
    }

    private async Task<FileLock> LockAsync(FollowedFolder folder, CancellationToken cancellation)
    {
        while (true)
        {
            if (FileLock.TryExclusive(database.Folder.SourceLock(folder.Id)) is { } held) return held;
            await Task.Delay(LockAgain, database.Time, cancellation);
        }
    }

    private Task<CortexException> MissingAsync(FollowedFolder folder) =>
        FailAsync(folder, $"The folder {folder.Path} is not there. What came from it stays in the library; it goes on when the folder is back. `cortex sources forget` ends that.");

    private async Task<CortexException> FailAsync(FollowedFolder folder, string message)
    {
        await database.Writer.RunAsync(Durability.Derived, db => FolderStore.Failed(db, folder.Id, message));
        return new CortexException(ErrorCode.FileNotReadable, message);
    }

    /// <summary>One walk: what it has met and not yet written.</summary>
    private sealed class Run(Database database, FollowedFolder folder, FolderPart? part, ImportTally tally, KnownFiles known)
    {
        private readonly Vaults _vaults = new();
        private List<(LedgerRow Row, NewItem Item)> _items = [];
        private List<LedgerRow> _rows = [];
        private List<long> _back = [];
        private readonly List<string> _unreadable = [];
        private int _size;
        private Task<List<(string Id, ImportOutcome Outcome)>>? _writing;

        public KnownFiles Known => known;

        public bool IsFull => _items.Count >= BatchItems || _size >= BatchCharacters || _rows.Count >= BatchRows;

        public void Take(ScanEntry entry, CancellationToken cancellation)
        {
            if (entry is SkippedPath skipped) Skip(skipped);
            else if (entry is ScannedFile { IsUnchanged: true } unchanged) Keep(known.Take(unchanged.RelativePath)!, unchanged);
            else if (entry is ScannedFile file) Read(file, known.Take(file.RelativePath), cancellation);
        }

        // The next files are read while the last batch is written.
        public async Task WriteAsync()
        {
            await CountWrittenAsync();
            var (items, rows, back) = (_items, _rows, _back);
            (_items, _rows, _back, _size) = ([], [], [], 0);
            _writing = database.Writer.RunAsync(Durability.Captured, db => Write(db, items, rows, back));
        }

        public async Task EndAsync()
        {
            if (_items.Count + _rows.Count + _back.Count > 0) await WriteAsync();
            await CountWrittenAsync();
        }

        /// <summary>What the walk has not met is gone.</summary>
        public async Task VanishAsync()
        {
            foreach (var rows in known.Left.Where(row => !_unreadable.Any(folder => row.Row.Path.StartsWith(folder, StringComparison.Ordinal))).ToList().Chunk(BatchRows))
            {
                var vanished = await database.Writer.RunAsync(Durability.Captured, db => rows.Count(row =>
                {
                    FileLedger.Remove(db, folder.Id, row.Row.Path);
                    return row.Row.ItemPk is { } pk && ItemWriter.Vanish(db, pk, folder.FullPath(row.Row.Path), database.Now);
                }));
                tally.Vanished += vanished;
            }
        }

        private async Task CountWrittenAsync()
        {
            if (_writing is { } writing) tally.Count(await writing);
            _writing = null;
        }

        private void Skip(SkippedPath skipped)
        {
            var reason = WireName.Of(skipped.Reason);
            tally.Skip(skipped.FullPath, reason);
            var path = skipped.IsFolder ? skipped.RelativePath + "/" : skipped.RelativePath;
            var before = known.Take(path);
            // What cannot be looked into is not gone.
            if (skipped is { IsFolder: true, Reason: SkipReason.Unreadable }) _unreadable.Add(path);
            // A folder left out stands for everything in it.
            Put(before, new LedgerRow(path, 0, 0, before?.Row.ItemPk, reason, Detail: null));
        }

        private void Keep(KnownRow before, ScannedFile file)
        {
            if (before.Row.Reason is { } reason)
            {
                tally.Skip(file.FullPath, reason, before.Row.Detail);
                return;
            }

            if (before.WasDeleted)
            {
                Delete(before, file);
                return;
            }

            tally.Read++;
            tally.Unchanged++;
            if (before.ItemVanished) _back.Add(before.Row.ItemPk!.Value);
        }

        private void Read(ScannedFile file, KnownRow? before, CancellationToken cancellation)
        {
            if (before?.WasDeleted == true)
            {
                Delete(before, file);
                return;
            }

            var read = database.Time.GetUtcNow();
            try
            {
                var item = _vaults.Describe(FileItem.Read(file, folder.Tags, cancellation)) with { MovedFrom = part?.Before(file.RelativePath) is { } old ? folder.FullPath(old) : null };
                var age = read - file.LastWriteTime;
                var modified = age < Tick && age > -Tick ? 0 : file.LastWriteTime.Ticks;
                _items.Add((new LedgerRow(file.RelativePath, file.Size, modified, ItemPk: null, Reason: null, Detail: null), item));
                _size += item.Content.Length;
                tally.Read++;
            }
            catch (CortexException error)
            {
                tally.Skip(file.FullPath, error.Code, error.Message);
                Put(before, new LedgerRow(file.RelativePath, file.Size, file.LastWriteTime.Ticks, before?.Row.ItemPk, error.Code, error.Message));
            }
        }

        private void Delete(KnownRow before, ScannedFile file)
        {
            var reason = WireName.Of(SkipReason.Deleted);
            tally.Skip(file.FullPath, reason);
            Put(before, new LedgerRow(file.RelativePath, file.Size, file.LastWriteTime.Ticks, before.Row.ItemPk, reason, Detail: null));
        }

        private void Put(KnownRow? before, LedgerRow row)
        {
            if (before?.Row != row) _rows.Add(row);
        }

        private List<(string Id, ImportOutcome Outcome)> Write(Db db, List<(LedgerRow Row, NewItem Item)> items, List<LedgerRow> rows, List<long> back)
        {
            // A row of a folder that is followed no longer would belong to nothing.
            FolderStore.Get(db, folder.Id);
            var now = database.Time.GetUtcNow();
            var results = new List<(string, ImportOutcome)>(items.Count);
            foreach (var (row, item) in items)
            {
                var result = ItemWriter.Import(db, item, Importer.IsGone, now);
                results.Add(result);
                FileLedger.Write(db, folder.Id, row with { ItemPk = db.Long("SELECT pk FROM items WHERE id = ?1", result.Id) });
            }

            foreach (var row in rows)
            {
                FileLedger.Write(db, folder.Id, row);
                // What came in once and is left out from now on is no longer brought in step.
                if (row.ItemPk is { } pk && row.Reason != WireName.Of(SkipReason.Deleted) && row.Reason != WireName.Of(SkipReason.Unreadable)) ItemWriter.Vanish(db, pk, folder.FullPath(row.Path), database.Now);
            }

            foreach (var pk in back) ItemWriter.Reappear(db, pk, db.Text("SELECT id FROM items WHERE pk = ?1", pk)!, database.Now);
            return results;
        }
    }
}
