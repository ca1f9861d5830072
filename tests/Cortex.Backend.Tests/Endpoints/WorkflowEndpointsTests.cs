using System.Text.Json.Serialization;
using Cortex.Engine;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Backend.Tests.Endpoints;

public sealed partial class WorkflowEndpointsTests : IAsyncLifetime
{
    private TestBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TestBackend.StartAsync();

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task The_graphs_are_listed_and_drawn()
    {
        var listed = (await _backend.GetAsync("/api/workflows"))["workflows"]!.AsArray().Select(graph => (string)graph!["name"]!).ToList();
        Assert.Contains("rag_chat", listed);
        foreach (var name in listed) Assert.StartsWith("flowchart", (string)(await _backend.GetAsync($"/api/workflows/{name}/graph"))["mermaid"]!);
        await _backend.ProblemAsync(HttpMethod.Get, "/api/workflows/none/graph", null, 404, "not_found");
    }

    [Fact]
    public async Task A_run_shows_what_its_nodes_did()
    {
        var failed = await RunAsync("one", fails: true);
        var done = await RunAsync("two", fails: false);
        var page = await _backend.GetAsync("/api/workflows/runs");
        Assert.Equal((2, done, "completed", failed, "failed"), ((int)page["total"]!, (string)page["runs"]![0]!["id"]!, (string)page["runs"]![0]!["status"]!, (string)page["runs"]![1]!["id"]!, (string)page["runs"]![1]!["status"]!));
        foreach (var filter in new[] { "subject=one", "status=failed", "graph=test&offset=1" }) Assert.Equal(failed, (string)(await _backend.GetAsync($"/api/workflows/runs?{filter}"))["runs"]![0]!["id"]!);
        Assert.Equal(0, (int)(await _backend.GetAsync("/api/workflows/runs?graph=other"))["total"]!);
        var run = await _backend.GetAsync($"/api/workflows/runs/{done}");
        Assert.Equal(("a", "completed", "m", 7, 3), ((string)run["nodes"]![0]!["node"]!, (string)run["nodes"]![0]!["status"]!, (string)run["nodes"]![0]!["model"]!, (int)run["nodes"]![0]!["input_tokens"]!, (int)run["nodes"]![0]!["output_tokens"]!));
        Assert.Equal(("end", true), ((string)run["checkpoints"]![0]!["next"]!, (bool)run["checkpoints"]![0]!["state"]!["Fails"]! == false));
        Assert.Equal("broke", (string)(await _backend.GetAsync($"/api/workflows/runs/{failed}"))["nodes"]![0]!["error"]!);
        await _backend.ProblemAsync(HttpMethod.Get, "/api/workflows/runs/none", null, 404, "not_found");
        Assert.Equal(["limit", "status"], await _backend.InvalidFieldsAsync(HttpMethod.Get, "/api/workflows/runs?limit=0&status=gone"));
    }

    [Fact]
    public async Task A_run_names_the_item_that_it_works_on_or_the_question_that_it_answers()
    {
        var item = await _backend.CreateSearchableAsync("The compressor is loud.", "Heat pump");
        Assert.Equal(("Heat pump", null), await AboutAsync(item));
        await _backend.PostAsync("/api/conversations", """{"id": "talk"}""", 201);
        var answer = await _backend.PostAsync("/api/conversations/talk/messages", """{"message": "Is it loud?"}""", 200);
        Assert.Equal(("Is it loud?", "talk"), await AboutAsync((string)answer["id"]!));
        answer = await _backend.PostAsync("/api/conversations/talk/messages", """{"message": "And at night?"}""", 200);
        Assert.Equal(("And at night?", "talk"), await AboutAsync((string)answer["id"]!));
        await RunAsync("neither", fails: false);
        Assert.Equal((null, null), await AboutAsync("neither"));

        async Task<(string?, string?)> AboutAsync(string subject)
        {
            var run = (await _backend.GetAsync($"/api/workflows/runs?subject={subject}"))["runs"]![0]!;
            return ((string?)run["subject_title"], (string?)run["conversation_id"]);
        }
    }

    [Fact]
    public async Task The_socket_tells_what_happens_in_a_run()
    {
        using var socket = await _backend.ConnectWithTokenAsync("/api/ws/workflows");
        var first = TestBackend.ReceiveAsync(socket);
        // It listens from some moment after it is connected: the last run is told from its begin.
        await TestBackend.UntilAsync(async () => { await RunAsync("item", fails: false); return first.IsCompleted; }, "the first event");
        await RunAsync("item", fails: false);
        var seen = new List<string>();
        for (var happened = await first; seen.Count == 0 || seen[^1] != "run_ended"; happened = await TestBackend.ReceiveAsync(socket))
        {
            if (seen.Count > 0 || (string)happened!["type"]! == "run_started") seen.Add((string)happened!["type"]!);
            Assert.Equal("item", (string)happened!["subject"]!);
        }

        Assert.Equal(["run_started", "node_started", "node_token", "node_finished", "run_ended"], seen);
    }

    private async Task<string> RunAsync(string subject, bool fails)
    {
        var engine = _backend.Server.Engine;
        var graph = new GraphBuilder<Work>("test", 1, WorkJson.Default.Work).Node("a", (state, context) =>
        {
            context.Used("m", 7, 3);
            context.Token("hel");
            return state.Fails ? throw new FormatException("broke") : state;
        }).Edge("a", "end").Build();
        return (await engine.Workflows.RunAsync(graph, new Work(fails), new SqliteCheckpoints(engine.Database), new RunOptions { Subject = subject })).RunId;
    }

    internal sealed record Work(bool Fails);

    [JsonSerializable(typeof(Work))]
    internal sealed partial class WorkJson : JsonSerializerContext;
}
