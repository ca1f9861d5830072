using System.Text;
using System.Text.Json;

namespace Cortex.Cli.Tests;

/// <summary>kill -9 while a model writes: the next server finishes the answer.</summary>
[Trait("Speed", "slow")]
public sealed class ChatKillTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Theory]
    [InlineData("""[{"text": "The lease ends on 31 March 2025 [1]. It has a garden [1].", "delay_ms": 60000}]""")]
    [InlineData("""[{"text": "The lease ends on 31 March 2025 [1]. It has a garden [1]."}, {"text": "It has a garden [1].", "delay_ms": 60000}]""")]
    public async Task An_answer_is_finished_by_the_next_server(string slow)
    {
        _home.Run("add", "The lease of the flat in Lyon ends on 31 March 2025.").Expect(0);
        _home.Run("index").Expect(0);
        _home.Environment["CORTEX_SCRIPTED_MODEL"] = _home.File("slow.json", $$"""{"responses": [{{slow}}]}""");
        using (var first = Server.Start(_home))
        {
            _ = first.Client.PostAsync("api/conversations/c/messages", Question());
            var until = slow.Contains("}, {", StringComparison.Ordinal) ? "check" : "grade";
            Server.Until(() => Runs(first).Any(run => Nodes(first, run).Contains(until)), "the model to be asked");
            first.Kill();
        }

        _home.Environment["CORTEX_SCRIPTED_MODEL"] = _home.File("quick.json", """{"responses": [[{"text": "The lease ends on 31 March 2025 [1]. It has a garden [1]."}, {"text": "It has a garden [1]."}]]}""");
        using var second = Server.Start(_home);
        JsonElement Answer() => second.Get("api/conversations/c").GetProperty("messages")[1];
        Server.Until(() => Answer().GetProperty("status").GetString() == "completed", "the answer");
        Assert.Equal("The lease ends on 31 March 2025. [1] It has a garden.", Answer().GetProperty("content").GetString());
        Assert.Equal(2, second.Get("api/conversations/c").GetProperty("messages").GetArrayLength());
        Assert.Equal(["completed"], Runs(second).Select(run => run.GetProperty("status").GetString()));
        await Task.CompletedTask;
    }

    public void Dispose() => _home.Dispose();

    private static StringContent Question() => new("""{"message": "When does the lease of the flat end?"}""", Encoding.UTF8, "application/json");

    private static IEnumerable<JsonElement> Runs(Server server) => server.Get("api/workflows/runs?graph=rag_chat").GetProperty("runs").EnumerateArray();

    private static List<string> Nodes(Server server, JsonElement run) =>
        [.. server.Get($"api/workflows/runs/{run.GetProperty("id").GetString()}").GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("status").GetString() == "completed").Select(node => node.GetProperty("node").GetString()!)];
}
