using Cortex.Engine.Storage;

namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>A transaction for each node: a run goes on after its last finished node, whatever ended the process.</summary>
public sealed class SqliteCheckpoints(Database database) : ICheckpoints
{
    public bool KeepsStates => true;

    public async ValueTask<StoredRun> BeginAsync(RunStart start) => await database.Writer.RunAsync(Durability.Derived, db => RunTable.Begin(db, start));

    public async ValueTask SaveAsync(Checkpoint checkpoint) => await database.Writer.RunAsync(Durability.Derived, db =>
    {
        RunTable.Save(db, checkpoint);
        foreach (var effect in checkpoint.Effects) effect(db);
        if (checkpoint.End is { } end) RunTable.End(db, end);
    });

    public async ValueTask EndAsync(RunEnd end) => await database.Writer.RunAsync(Durability.Derived, db => RunTable.End(db, end));
}
