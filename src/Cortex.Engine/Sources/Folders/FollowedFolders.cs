using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Sources;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>The folders that the library keeps in step with: what was imported once is looked after from then on.</summary>
public sealed class FollowedFolders(Database database, Func<long> maxFileBytes)
{
    private readonly FolderSync _sync = new(database);

    /// <summary>A process that watches them holds a lock; whether one does.</summary>
    public bool AreWatched
    {
        get
        {
            if (!File.Exists(database.Folder.WatchLock)) return false;
            using var free = FileLock.TryShared(database.Folder.WatchLock);
            return free is null;
        }
    }

    /// <summary>The library's own folder, which is left out wherever it lies.</summary>
    internal string Library => database.Folder.Root;

    public IReadOnlyList<FollowedFolder> All() => database.Read(FolderStore.All);

    /// <summary>The folder of a path as a person writes it; null when it is not followed.</summary>
    public FollowedFolder? Find(string path) => database.Read(db => FolderStore.Find(db, Normal(path)));

    /// <exception cref="CortexException">unknown id</exception>
    public FollowedFolder Get(long id) => database.Read(db => FolderStore.Get(db, id));

    /// <summary>Follows a folder from now on, without reading it yet.</summary>
    /// <exception cref="CortexException">no such folder</exception>
    public Task<FollowedFolder> AddAsync(string path, IReadOnlyList<string> tags)
    {
        ItemValidation.ValidateTags(tags);
        if (!Directory.Exists(path)) throw new CortexException(ErrorCode.FileNotReadable, $"There is no folder {path}.");
        var normal = Normal(path);
        if (RealPath.IsInside(RealPath.Of(Library) ?? Library, RealPath.Of(normal) ?? normal))
            throw new CortexException(ErrorCode.InvalidArgument, "The library's own folder cannot be imported.");
        return database.Writer.RunAsync(Durability.Captured, db => FolderStore.Add(db, normal, tags, database.Now));
    }

    /// <summary>Follows it no longer; its items stay in the library.</summary>
    /// <exception cref="CortexException">unknown id</exception>
    public Task RemoveAsync(long id) => database.Writer.RunAsync(Durability.Captured, db => FolderStore.Remove(db, id));

    /// <summary>Goes through one folder.</summary>
    /// <param name="changed">Takes the ids of all items that are created or changed.</param>
    /// <exception cref="CortexException">it is not there</exception>
    public async Task<ImportReport> SyncAsync(FollowedFolder folder, IProgress<ImportProgress>? progress, CancellationToken cancellation, ICollection<string>? changed = null)
    {
        var tally = new ImportTally(dryRun: false, changed);
        await _sync.RunAsync(folder, part: null, maxFileBytes(), tally, progress, cancellation);
        return tally.Report();
    }

    /// <summary>How each stands.</summary>
    /// <param name="skipped">How many files that were left out to name of each.</param>
    public IReadOnlyList<SourceStatus> Status(int skipped)
    {
        var watched = AreWatched;
        return database.ReadSnapshot(db => FolderStatus.All(db, watched, skipped));
    }

    /// <exception cref="CortexException">unknown id</exception>
    public SourceStatus Status(long id, int skipped)
    {
        var watched = AreWatched;
        return database.ReadSnapshot(db => FolderStatus.Of(db, id, watched, skipped));
    }

    internal async Task ImportAsync(string path, IReadOnlyList<string> tags, long maxBytes, ImportTally tally, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        await _sync.RunAsync(await AddAsync(path, tags), part: null, maxBytes, tally, progress, cancellation);

    /// <summary>Looks at a part of a folder; its tags may have changed since it was first read.</summary>
    internal Task SyncAsync(long id, FolderPart part, CancellationToken cancellation) =>
        _sync.RunAsync(database.Read(db => FolderStore.Get(db, id)), part, maxFileBytes(), new ImportTally(dryRun: false, changed: null), progress: null, cancellation);

    /// <summary>Notes why changes of a folder are not seen at once; null when they are.</summary>
    internal Task TellTroubleAsync(long id, string? trouble) => database.Writer.RunAsync(Durability.Derived, db => FolderStore.Trouble(db, id, trouble));

    private static string Normal(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
