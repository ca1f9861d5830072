using Cortex.Engine.VectorSearch.Files;

namespace Cortex.Engine.VectorSearch;

/// <summary>
/// One generation as a process has it: a mapped file, what was added since in memory, and which rows are gone. One thread at
/// a time brings it up to date; those who search keep the view they began with. Its memory goes when the last of them is done.
/// </summary>
internal sealed class LoadedVectors
{
    // Below this, reading rows from the table is quicker than a file is worth.
    public const int FewRows = 4_096;

    private readonly VectorFile? _file;
    private readonly int _stride;
    private readonly List<MemoryBlock> _blocks = [];
    private readonly Dictionary<long, int> _inMemory = [];
    private volatile VectorView _view;
    private int _users = 1;

    private LoadedVectors(VectorTable table, VectorFile? file, TablePosition start)
    {
        _file = file;
        _stride = Quantisation.Stride(table.Dimensions);
        _view = new VectorView(file, [], 0, [], start);
        Generation = table.Generation;
        Dimensions = table.Dimensions;
    }

    public long Generation { get; }
    public int Dimensions { get; }
    public VectorView View => _view;

    public long Bytes => (_file?.Bytes ?? 0) + _view.Blocks.Sum(block => block.Bytes);

    /// <summary>More than a tenth is not in the file, or no longer.</summary>
    public bool IsFarFromFile => _view.InMemory + _view.Gone > Tolerance(_view.InFile);

    /// <summary>Up to where the file is; null without one.</summary>
    public TablePosition? InFile => _file?.Header.Position;

    /// <summary>How many rows may have come or gone before a new file is worth it.</summary>
    public static int Tolerance(int rows) => Math.Max(FewRows, rows / 10);

    /// <summary>From the file there is; where there is none and there are many rows, it is made first.</summary>
    public static LoadedVectors Load(VectorTable table, TablePosition now, VectorFiles files, CancellationToken cancel)
    {
        var file = Usable(files.Open(table.Generation, table.Dimensions, now));
        if (file is null && table.CountSince(Beginning(now), FewRows + 1) > FewRows && TryWrite(table, now, files, cancel)) file = Usable(files.Open(table.Generation, table.Dimensions, now));
        var loaded = new LoadedVectors(table, file, file?.Header.Position ?? Beginning(now));
        try
        {
            loaded.CatchUp(table, now, cancel);
            return loaded;
        }
        catch
        {
            loaded.Return();
            throw;
        }

        VectorFile? Usable(VectorFile? found)
        {
            if (found is null || table.LogReachesBackTo(found.Header.Position.Removals, now)) return found;
            found.Dispose();
            return null;
        }
    }

    /// <summary>Before all rows; nothing that is gone matters to who has none.</summary>
    public static TablePosition Beginning(TablePosition now) => now with { Vectors = 0 };

    /// <summary>False when the disk does not let it.</summary>
    public static bool TryWrite(VectorTable table, TablePosition now, VectorFiles files, CancellationToken cancel)
    {
        try
        {
            files.Write(table.Generation, table.Dimensions, table.Count(), now, writer => table.EachByChunk(now, vector =>
            {
                cancel.ThrowIfCancellationRequested();
                writer.Add(vector);
            }));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public bool IsOf(long generation, int dimensions, string epoch) => Generation == generation && Dimensions == dimensions && _view.Position.Epoch == epoch;

    /// <summary>Reads what came and went since; not for two threads at once. After a failure it is to be dropped.</summary>
    public void CatchUp(VectorTable table, TablePosition now, CancellationToken cancel)
    {
        var view = _view;
        var gone = view.GoneBits.ToList();
        var rows = view.InMemory;

        // First what is gone: whatever is in the table now came after that.
        table.EachRemoved(view.Position, now, Drop);
        table.EachAdded(view.Position, now, vector =>
        {
            cancel.ThrowIfCancellationRequested();
            Drop(vector.ChunkId);
            if (rows == _blocks.Count * MemoryBlock.Capacity) _blocks.Add(new MemoryBlock(_stride));
            if (!_blocks[^1].TryWrite(rows % MemoryBlock.Capacity, vector)) return;
            _inMemory[vector.ChunkId] = view.InFile + rows++;
        });
        var position = new TablePosition(now.Epoch, Math.Max(now.Vectors, view.Position.Vectors), Math.Max(now.Removals, view.Position.Removals));
        _view = new VectorView(_file, _blocks.Count == view.Blocks.Length ? view.Blocks : [.. _blocks], rows, [.. gone], position);

        void Drop(long chunkId)
        {
            if (!_inMemory.Remove(chunkId, out var row)) row = _file?.Find(chunkId) ?? -1;
            if (row < 0) return;
            while (gone.Count <= row >> 6) gone.Add(0);
            gone[row >> 6] |= 1UL << row;
        }
    }

    /// <summary>Keeps it until <see cref="Return"/>. Only while somebody else keeps it too.</summary>
    public void Borrow() => Interlocked.Increment(ref _users);

    public void Return()
    {
        if (Interlocked.Decrement(ref _users) > 0) return;
        _file?.Dispose();
        _blocks.ForEach(block => block.Dispose());
    }
}
