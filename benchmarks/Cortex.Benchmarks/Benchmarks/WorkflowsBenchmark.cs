using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Workflows;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>What the runtime of graphs costs for each node, beside the bare transaction that a checkpoint is made of.</summary>
internal sealed partial class WorkflowsBenchmark : IBenchmark
{
    private const int Nodes = 10, Idle = 20_000, Stored = 200;
    private const double IdleBar = 10, StoredBar = 200;

    public string Name => "workflows";
    public string Title => "Graphs: cost of a node";

    public string Method => $"A chain of {Nodes} nodes that do nothing, over a state of some 200 bytes. Without checkpoints {Idle.ToString("N0", CultureInfo.InvariantCulture)} runs; with a checkpoint after each node {Stored} runs, begin and end of the run included. " +
        "The peer is an insert of the same bytes, a transaction each, through the same writer.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var folder = run.NewFolder("workflows");
        using var database = Database.Open(new LibraryFolder(folder), TimeProvider.System, "benchmark");
        database.Writer.Run(Durability.Derived, db => { db.Execute("CREATE TABLE bare (run INTEGER, step INTEGER, state BLOB, nodes BLOB, PRIMARY KEY (run, step)) WITHOUT ROWID"); });
        var (graph, runner, state) = (Chain(), new WorkflowRunner(TimeProvider.System, () => 0), new Progress("0193e5f0-7c1a-7a52-9a5f-3f1f0d3f7b11", 42, new string('x', 100)));
        var bare = (State: JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.Progress), Nodes: new byte[150]);
        Samples idle = new(), stored = new(), held = new(), alone = new(), bytes = new();
        for (var i = -1; i < run.Options.Runs; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var without = await TimeAsync(Idle, () => runner.RunAsync(graph, state, NoCheckpoints.Instance));
            var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Idle * Nodes);
            var written = await TimeAsync(Stored, () => runner.RunAsync(graph, state, new SqliteCheckpoints(database)));
            var together = await TimeAsync(Stored, async () =>
            {
                var all = new HeldCheckpoints(database);
                var result = await runner.RunAsync(graph, state, all);
                await database.Writer.RunAsync(Durability.Derived, all.Apply);
                return result;
            });
            var inserted = await InsertAsync(database, i, bare.State, bare.Nodes);
            // The first is the one in which code is compiled.
            if (i < 0) continue;
            idle.Add(without);
            stored.Add(written);
            held.Add(together);
            alone.Add(inserted);
            bytes.Add(allocated);
        }

        return
        [
            ReportRow.Median("A node, no checkpoints", idle, "µs").AtMost(idle.Median, IdleBar, "µs"),
            ReportRow.Median("… allocated", bytes, "bytes"),
            ReportRow.Median("A node, a checkpoint of its own", stored, "µs").AtMost(stored.Median, StoredBar, "µs"),
            ReportRow.Median("… the bare transaction", alone, "µs"),
            ReportRow.Median("A node, held until the run is done", held, "µs"),
        ];
    }

    // Microseconds a node.
    private static async Task<double> TimeAsync(int runs, Func<Task<RunResult<Progress>>> one)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < runs; i++)
        {
            if ((await one()).Status != WorkflowStatus.Completed) throw new BenchmarkException("A run was not completed.");
        }

        return clock.Elapsed.TotalMicroseconds / (runs * Nodes);
    }

    private static async Task<double> InsertAsync(Database database, int round, byte[] state, byte[] nodes)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Stored * Nodes; i++)
        {
            var step = i;
            await database.Writer.RunAsync(Durability.Derived, db => db.Execute("INSERT INTO bare (run, step, state, nodes) VALUES (?1, ?2, ?3, ?4)", round, step, state, nodes));
        }

        return clock.Elapsed.TotalMicroseconds / (Stored * Nodes);
    }

    private static Graph<Progress> Chain()
    {
        var chain = new GraphBuilder<Progress>("chain", 1, StateJson.Default.Progress);
        for (var n = 0; n < Nodes; n++) chain.Node($"n{n}", (state, _) => state with { Revision = state.Revision + 1 }).Edge($"n{n}", n + 1 < Nodes ? $"n{n + 1}" : GraphEnds.End);
        return chain.Build();
    }

    internal sealed record Progress(string Item, long Revision, string Note);

    [JsonSerializable(typeof(Progress))]
    internal sealed partial class StateJson : JsonSerializerContext;
}
