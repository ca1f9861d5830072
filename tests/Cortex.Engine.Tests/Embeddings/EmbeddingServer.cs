using System.Text.Json.Nodes;
using Cortex.Engine.Tests.Providers;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>A server of this machine that embeds as Ollama does: which words a text has is its vector.</summary>
internal sealed class EmbeddingServer : IAsyncDisposable
{
    public const string Model = "words-64";
    private const int Dimensions = 64;
    private bool _stopped;

    public EmbeddingServer()
    {
        Server.Always("/api/embed", request => Embed(request, texts => new JsonObject { ["model"] = request.Json.GetProperty("model").GetString(), ["embeddings"] = new JsonArray([.. texts.Select(Vector)]), ["prompt_eval_count"] = 7 }));
        Server.Always("/api/version", _ => ScriptedAnswer.Json("""{"version":"0.12.0"}"""));
    }

    public FaultServer Server { get; } = FaultServer.StartElsewhere();

    /// <summary>Before it answers; null: at once.</summary>
    public Gate? Gate { get; set; }

    /// <summary>Texts above this are refused as too long.</summary>
    public int Longest { get; set; } = int.MaxValue;

    public IEnumerable<string> Texts => Server.Requests.Where(request => request.Path == "/api/embed").SelectMany(Read);

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ScriptedAnswer Embed(ReceivedRequest request, Func<List<string>, JsonObject> answer)
    {
        var texts = Read(request);
        var made = texts.Exists(text => text.Length > Longest) ? ScriptedAnswer.Json("""{"error":"the input length exceeds the context length"}""", 400) : ScriptedAnswer.Json(answer(texts).ToJsonString());
        return Gate is { } gate ? made.HeldBy(gate) : made;
    }

    private static List<string> Read(ReceivedRequest request) => [.. request.Json.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];

    private static JsonNode Vector(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '.', ',', '?', '\n'], StringSplitOptions.RemoveEmptyEntries)) vector[word.Aggregate(17, (hash, letter) => ((hash * 31) + letter) & 0xFFFF) % Dimensions]++;
        return new JsonArray([.. vector.Select(value => (JsonNode)value)]);
    }
}
