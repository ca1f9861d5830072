using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch.Files;
using Cortex.Engine.VectorSearch.Kernels;

namespace Cortex.Engine.VectorSearch;

/// <summary>
/// The passages nearest to a vector, of all that the caller's snapshot has. The rows are loaded at the first search, follow the
/// tables from then on, and are let go when nobody has searched for a while. For any number of threads.
/// </summary>
public sealed class VectorIndex : IDisposable
{
    public static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(5);

    internal const int MaxRows = 1 << 30;

    private readonly VectorFiles _files;
    private readonly TimeProvider _time;
    private readonly int _threads;
    private readonly TimeSpan _idleTime;
    private readonly ITimer _timer;

    // Held for moments; the other while rows are read, by those who cannot go on without them.
    private readonly Lock _gate = new();
    private readonly Lock _update = new();
    private LoadedVectors? _loaded;
    private int _searches;
    private long _lastUse;
    private bool _disposed;

    public VectorIndex(LibraryFolder folder, TimeProvider time, int threads, TimeSpan? idleTime = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _files = new VectorFiles(folder, time);
        _time = time;
        _threads = threads;
        _idleTime = idleTime ?? DefaultIdleTime;
        _timer = time.CreateTimer(_ => LetGoIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rows that can be hits; null when nothing is loaded.</summary>
    public long? LoadedRows => Loaded(loaded => (long)loaded.View.Rows - loaded.View.Gone);

    /// <summary>What is mapped and what is in memory; null when nothing is loaded.</summary>
    public long? LoadedBytes => Loaded(loaded => loaded.Bytes);

    internal ByteProducts Products { get; init; } = ByteProducts.Best;

    /// <summary>
    /// The best by their cosine, best first, equal ones in the order of their passages. The same whatever the number of threads.
    /// A query that is all zeros, or not all numbers, is near to nothing.
    /// </summary>
    /// <param name="db">The caller's read snapshot.</param>
    /// <param name="generation">Whose vectors; one is kept loaded, the last that was searched.</param>
    /// <param name="dimensions">The length of its vectors.</param>
    /// <param name="query">Of any length but zero.</param>
    /// <param name="count">How many.</param>
    /// <param name="filter">Who may be a hit.</param>
    /// <param name="threads">How many at most; null: as many as it was made for.</param>
    /// <param name="cancel">Looked at between pieces of the scan.</param>
    public IReadOnlyList<VectorHit> Search(Db db, long generation, int dimensions, ReadOnlySpan<float> query, int count, VectorFilter? filter = null, int? threads = null, CancellationToken cancel = default)
    {
        RequireDimensions(dimensions);
        if (query.Length != dimensions) throw new ArgumentException($"The query has {query.Length} values, the vectors have {dimensions}.", nameof(query));
        using var quantised = QuantisedQuery.From(query);
        if (count < 1 || quantised is null) return [];
        var table = new VectorTable(db, generation, dimensions);
        Begin();
        try
        {
            var now = table.Position();
            var loaded = Borrow(table, now, cancel);
            try
            {
                return Search(loaded.View, table, now, quantised, count, filter, Math.Min(threads ?? _threads, _threads), cancel);
            }
            finally
            {
                loaded.Return();
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>
    /// Writes the file anew when more than a tenth of it has changed, or when it cannot be used any more. For whoever has just embedded; searches are right without it.
    /// </summary>
    /// <param name="db">A read snapshot.</param>
    /// <param name="generation">Whose vectors.</param>
    /// <param name="dimensions">The length of its vectors.</param>
    /// <param name="cancel">Nothing is left behind then.</param>
    /// <returns>Whether it was written; not when the disk did not let it either.</returns>
    public bool WriteFileIfStale(Db db, long generation, int dimensions, CancellationToken cancel = default)
    {
        RequireDimensions(dimensions);
        var table = new VectorTable(db, generation, dimensions);
        var now = table.Position();
        var header = _files.Peek(generation, dimensions, now);
        var from = header?.Position ?? LoadedVectors.Beginning(now);
        if (table.LogReachesBackTo(from.Removals, now))
        {
            var tolerance = LoadedVectors.Tolerance(header?.Rows ?? 0);
            if (now.Vectors - from.Vectors + now.Removals - from.Removals <= tolerance || table.CountSince(from, tolerance + 1) <= tolerance) return false;
        }

        if (!LoadedVectors.TryWrite(table, now, _files, cancel)) return false;
        _files.Keep([generation, .. db.Query("SELECT id FROM generations WHERE status <> 'retired'", row => row.Long(0))]);
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Replace(null);
        }

        _timer.Dispose();
    }

    private static void RequireDimensions(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, Quantisation.MaxDimensions);
    }

    private unsafe List<VectorHit> Search(VectorView view, VectorTable table, TablePosition now, QuantisedQuery query, int count, VectorFilter? filter, int threads, CancellationToken cancel)
    {
        // The codes blur the order a little: enough of them are looked at exactly that none of the best is missed.
        var capacity = (int)Math.Min((2L * count) + 64, view.Rows);
        if (capacity == 0) return [];
        var contenders = VectorScan.Run(view, query, capacity, filter, Products, threads, cancel).Best();

        // Somebody with a newer snapshot may have searched in between.
        var ahead = view.Position.IsAheadOf(now);
        var hits = new List<VectorHit>(contenders.Length);
        foreach (var contender in contenders)
        {
            var (rows, first, _) = view.Locate(contender.Row);
            var row = contender.Row - first;
            var cosine = HalfFloats.Product(rows.HalvesOf(row), query.Floats, rows.Stride);
            var chunk = rows.ChunkIds[row];
            if (float.IsFinite(cosine) && (!ahead || table.Has(chunk))) hits.Add(new VectorHit(chunk, rows.ItemPks[row], cosine));
        }

        hits.Sort(static (a, b) => a.Cosine != b.Cosine ? b.Cosine.CompareTo(a.Cosine) : a.ChunkId.CompareTo(b.ChunkId));
        if (hits.Count > count) hits.RemoveRange(count, hits.Count - count);

        // 16 bits round a unit vector to a little more than that.
        return hits.ConvertAll(hit => hit with { Cosine = Math.Clamp(hit.Cosine, -1f, 1f) });
    }

    // What is loaded, at least as new as the caller's snapshot, for as long as it is not returned.
    private LoadedVectors Borrow(VectorTable table, TablePosition now, CancellationToken cancel)
    {
        if (TryBorrow(table, now) is { } ready) return ready;
        lock (_update)
        {
            if (TryBorrow(table, now) is { } madeMeanwhile) return madeMeanwhile;
            if (Refresh(table, now, cancel) is { } refreshed) return refreshed;
            var loaded = LoadedVectors.Load(table, now, _files, cancel);
            lock (_gate)
            {
                loaded.Borrow();
                Replace(loaded);
            }

            return loaded;
        }
    }

    private LoadedVectors? TryBorrow(VectorTable table, TablePosition now)
    {
        lock (_gate)
        {
            if (_loaded is not { } loaded || !loaded.IsOf(table.Generation, table.Dimensions, now.Epoch) || !loaded.View.Position.Covers(now)) return null;
            loaded.Borrow();
            return loaded;
        }
    }

    // Null when it is to be loaded anew.
    private LoadedVectors? Refresh(VectorTable table, TablePosition now, CancellationToken cancel)
    {
        LoadedVectors loaded;
        lock (_gate)
        {
            if (_loaded is null || !_loaded.IsOf(table.Generation, table.Dimensions, now.Epoch)) return null;
            loaded = _loaded;
            loaded.Borrow();
        }

        try
        {
            if (table.LogReachesBackTo(loaded.View.Position.Removals, now) && !HasNewerFile(loaded, now))
            {
                loaded.CatchUp(table, now, cancel);
                return loaded;
            }
        }
        catch
        {
            // Half of it may have been read.
            lock (_gate)
            {
                if (_loaded == loaded) Replace(null);
            }

            loaded.Return();
            throw;
        }

        loaded.Return();
        return null;
    }

    private bool HasNewerFile(LoadedVectors loaded, TablePosition now) =>
        loaded.IsFarFromFile && _files.Peek(loaded.Generation, loaded.Dimensions, now)?.Position is { } position && (loaded.InFile is not { } ours || position.IsAheadOf(ours));

    private void Replace(LoadedVectors? next)
    {
        _loaded?.Return();
        _loaded = next;
        if (!_disposed || _loaded is null) return;
        _loaded.Return();
        _loaded = null;
    }

    private T? Loaded<T>(Func<LoadedVectors, T> read)
        where T : struct
    {
        lock (_gate)
        {
            return _loaded is { } loaded ? read(loaded) : null;
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _searches++;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _searches--;
            _lastUse = _time.GetTimestamp();
            if (_searches == 0 && !_disposed) _timer.Change(_idleTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void LetGoIfIdle()
    {
        lock (_gate)
        {
            // Whoever searches now sets the timer anew when done.
            if (_searches > 0 || _loaded is null) return;

            // Timers may fire a little early, or just before another search.
            var left = _idleTime - _time.GetElapsedTime(_lastUse);
            if (left > TimeSpan.Zero) _timer.Change(left, Timeout.InfiniteTimeSpan);
            else Replace(null);
        }
    }
}
