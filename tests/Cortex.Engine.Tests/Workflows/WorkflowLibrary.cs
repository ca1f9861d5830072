using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Tests.Workflows;

/// <summary>A library with a table in which nodes leave a row each time that they take effect.</summary>
internal sealed class WorkflowLibrary : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public WorkflowLibrary() => Database.Writer.Run(Durability.Derived, db => { db.Execute("CREATE TABLE effects (n INTEGER PRIMARY KEY, node TEXT)"); });

    public Database Database => _library.Database;
    public SqliteCheckpoints Checkpoints => new(Database);
    public WorkflowRuns Runs => new(Database);
    public WorkflowRunner Runner => new(TimeProvider.System, () => 0, new NodeResults(Database));

    /// <summary>The nodes that took effect, in order of their names.</summary>
    public string Effects => string.Join(' ', Database.Read(db => db.Query("SELECT node FROM effects ORDER BY node", row => row.Text(0))));

    public long Count(string sql) => _library.Count(sql);

    /// <summary>A new process over the same file.</summary>
    public void Restart() => _library.Close();

    public void Forget() => Database.Writer.Run(Durability.Derived, db => { db.Execute("DELETE FROM effects"); });

    /// <summary>A node that adds its name to the state and to the table.</summary>
    public static Func<Trail, NodeContext, Trail> Leaves(string node) => (state, context) =>
    {
        context.OnCommit(db => db.Execute("INSERT INTO effects (node) VALUES (?1)", node));
        return state.Add(node);
    };

    public void Dispose() => _library.Dispose();
}
