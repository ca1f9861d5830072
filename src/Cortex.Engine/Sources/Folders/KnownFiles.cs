using Cortex.Contract.Errors;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Folders;

/// <summary>The ledger's rows of a folder, or of a part of it, taken out one by one as a walk meets their files: what is left in the end is gone.</summary>
internal sealed class KnownFiles(Database database, FollowedFolder folder, FolderPart? part) : IKnownFiles
{
    // Looked into again each time: cheap, or mendable from outside.
    private static readonly HashSet<string> Lasting = new([WireName.Of(SkipReason.Binary), WireName.Of(SkipReason.Deleted), ErrorCode.Encrypted, ErrorCode.NoText, ErrorCode.ExceedsLimits, ErrorCode.UnreadableContent], StringComparer.Ordinal);

    private readonly Dictionary<string, KnownRow> _rows = database.ReadSnapshot(db => FileLedger.Read(db, folder.Id, part?.Filter));

    /// <summary>Not met by the walk.</summary>
    public IEnumerable<KnownRow> Left => _rows.Values.Where(row => part?.Filter.Includes(row.Row.Path.TrimEnd('/')) != false);

    public bool IsUnchanged(string relativePath, long size, DateTimeOffset lastWriteTime) =>
        _rows.TryGetValue(relativePath, out var known) && known.Row.Size == size && known.Row.Modified == lastWriteTime.Ticks && known.Row.Modified != 0 && !known.WasRestored
        && (known.Row.Reason is null || Lasting.Contains(known.Row.Reason)) && part?.Reread.Contains(relativePath) != true;

    public bool CameIn(string relativePath) => _rows.TryGetValue(relativePath, out var known)
        ? known.Row is { ItemPk: not null, Reason: null }
        : part is not null && database.Read(db => FileLedger.CameIn(db, folder.Id, relativePath));

    public KnownRow? Take(string path) => _rows.Remove(path, out var known) ? known : null;
}
