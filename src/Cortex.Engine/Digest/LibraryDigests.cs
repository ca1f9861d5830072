using System.Globalization;
using Cortex.Contract.Digests;
using Cortex.Contract.Errors;
using Cortex.Contract.Workflows;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Digest;

/// <summary>Digests of the library: those that were made, and a new one now or when it is due.</summary>
public sealed class LibraryDigests : IDisposable
{
    /// <summary>What the setting says where none is to be made by itself.</summary>
    public const string Off = "off";

    private const int MostResumed = 20;
    private static readonly TimeSpan LockAgain = TimeSpan.FromMilliseconds(50);
    private readonly Database _database;
    private readonly WorkflowRunner _workflows;
    private readonly WorkflowRuns _runs;
    private readonly Graph<DigestState> _graph;
    private readonly Func<string> _due;
    private readonly SemaphoreSlim _one = new(1);

    /// <param name="due">The setting: off, daily or weekly.</param>
    internal LibraryDigests(Database database, WorkflowRunner workflows, WorkflowRuns runs, DigestNodes nodes, Func<string> due)
    {
        (_database, _workflows, _runs, _due) = (database, workflows, runs, due);
        _graph = DigestGraph.Build(nodes);
    }

    /// <summary>How a digest is made.</summary>
    public IGraph Graph => _graph;

    /// <summary>The latest of a period, or the one that is about a day; null when there is none.</summary>
    public LibraryDigest? Find(DigestPeriod period, DateOnly? day = null)
    {
        long? from = day is { } date ? DigestWindow.Of(period, date, _database.Time).From : null;
        return _database.Read(db => DigestTable.Latest(db, period, from));
    }

    /// <summary>The one that is about today, or this week; null when there is none.</summary>
    public LibraryDigest? Current(DigestPeriod period) => Find(period, DigestWindow.Today(_database.Time));

    /// <exception cref="CortexException">there is no such digest</exception>
    public LibraryDigest Get(string id) => _database.Read(db => DigestTable.Get(db, id)) ?? throw new CortexException(ErrorCode.NotFound, $"There is no digest {id}.");

    public DigestPage List(int limit, int offset) => _database.ReadSnapshot(db => DigestTable.List(db, limit, offset));

    /// <summary>Makes the one of now. Where there is one of the same day or week it is that one, unless it had nothing in it.</summary>
    /// <param name="again">Makes it anew.</param>
    public async Task<LibraryDigest> MakeAsync(DigestPeriod period, bool again, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var window = DigestWindow.Of(period, DigestWindow.Today(_database.Time), _database.Time);
            if (!again && _database.Read(db => DigestTable.Latest(db, period, window.From)) is { Sections.RecentTotal: > 0 } made) return made;
            (await RunAsync(period, window, cancellation)).Completed();
            return _database.Read(db => DigestTable.Latest(db, period, window.From))!;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Goes on with what a process that ended left half made.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        var left = _runs.List(new RunQuery { Graph = DigestGraph.Name, Status = WorkflowStatus.Running, Limit = MostResumed, Offset = 0 }).Runs;
        foreach (var subject in left.Select(run => run.Subject?.Split(' ')))
        {
            if (subject is not [var name, var from] || !WireName.TryParse<DigestPeriod>(name, out var period) || !long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var start)) continue;
            await _one.WaitAsync(cancellation);
            try
            {
                await RunAsync(period, DigestWindow.Since(period, start, _database.Time), cancellation);
            }
            finally
            {
                _one.Release();
            }
        }
    }

    /// <summary>Makes the one that the setting asks for, once for each day or week that brought something. What goes wrong stands in its run.</summary>
    public async Task MakeDueAsync(CancellationToken cancellation)
    {
        if (!WireName.TryParse<DigestPeriod>(_due(), out var period)) return;
        var window = DigestWindow.Of(period, DigestWindow.Today(_database.Time), _database.Time);
        if (!_database.Read(db => IsDue(db, period, window))) return;
        await _one.WaitAsync(cancellation);
        try
        {
            await RunAsync(period, window, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // By itself only when the day or week before is over and brought something: what is new today is of tomorrow's.
    private bool IsDue(Db db, DigestPeriod period, DigestWindow window) =>
        !Pause.IsPaused(db, _database.Now) && DigestTable.Latest(db, period, window.From) is null
        && db.Long("SELECT 1 FROM items WHERE deleted_at IS NULL AND created_at >= ?1 AND created_at < ?2 LIMIT 1", window.From, window.Closed) is not null;

    private async Task<RunResult<DigestState>> RunAsync(DigestPeriod period, DigestWindow window, CancellationToken cancellation)
    {
        // One process at a time: it may be at the very run that another would go on with.
        using var alone = await LockAsync(cancellation);
        var subject = $"{WireName.Of(period)} {window.From}";
        var state = new DigestState { Id = Guid.CreateVersion7(_database.Time.GetUtcNow()).ToString(), Period = period, From = window.From, Until = window.Until, At = _database.Now };
        return await _workflows.RunAsync(_graph, state, new SqliteCheckpoints(_database), new RunOptions { Subject = subject, Resume = _runs.FindUnfinished(DigestGraph.Name, subject) }, cancellation);
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (FileLock.TryExclusive(_database.Folder.DigestLock) is { } held) return held;
            await Task.Delay(LockAgain, _database.Time, cancellation);
        }
    }
}
