using System.Text;
using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

/// <summary>
/// What every provider that is reached over HTTP does, whatever its wire format. A derived class says how the provider is made for a server's
/// address and how its format says what <see cref="WireReply"/>, <see cref="WireError"/> and <see cref="SentRequest"/> mean.
/// </summary>
public abstract partial class ProviderConformanceTests : IAsyncDisposable
{
    protected const string Key = "sk-canary-0123456789abcdefghij";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private readonly List<FaultServer> _servers = [];

    /// <summary>A model as it is asked for.</summary>
    protected virtual string Model => "test-model";

    /// <summary>Whether calls carry ids.</summary>
    protected virtual bool GivesCallIds => true;

    /// <summary>Whether arguments come as text, which may be malformed.</summary>
    protected virtual bool ArgumentsAreText => true;
    protected virtual bool HasSchemaOutput => true;
    protected virtual bool TellsCached => true;

    internal abstract IModelProvider Create(ProviderOptions options);

    /// <summary>The streamed answer; each part is a step of its own, the first steps of the answer, what the format says before them in the first of them.</summary>
    internal abstract ScriptedAnswer Streamed(WireReply reply);

    /// <summary>The answer that fails; null: the format has none of that kind.</summary>
    /// <param name="message">To be said in it, where the format has room for words of its own.</param>
    internal abstract ScriptedAnswer? Failed(WireError error, string message);

    /// <summary>The list of models.</summary>
    internal abstract ScriptedAnswer Listed(params string[] models);

    /// <summary>Vectors, in the order of the texts; null: the provider makes none.</summary>
    internal abstract ScriptedAnswer? Embedded(params float[][] vectors);

    internal abstract SentRequest Read(ReceivedRequest request);

    /// <summary>The texts that were sent to become vectors.</summary>
    internal abstract IReadOnlyList<string> ReadTexts(ReceivedRequest request);

    /// <summary>The key that came along; null: none.</summary>
    internal abstract string? KeyOf(ReceivedRequest request);

    /// <summary>What the server is asked besides what the test is about, such as what a model can do.</summary>
    internal virtual void Prepare(FaultServer server)
    {
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal FaultServer Serve(params IEnumerable<ScriptedAnswer> answers)
    {
        var server = FaultServer.Start(answers);
        Prepare(server);
        _servers.Add(server);
        return server;
    }

    internal static ProviderOptions Options(Uri server, string? key = Key) => new()
    {
        OllamaHost = server,
        OpenAiBaseUrl = new Uri(server, "v1/"),
        AnthropicBaseUrl = server,
        Key = _ => key,
        Network = new NoNetwork(),
        Time = TimeProvider.System,
    };

    internal IModelProvider Provider(FaultServer server, string? key = Key) => Create(Options(server.Address, key));

    internal IChatClient Chat(FaultServer server) => Provider(server).Chat(Model)!;

    /// <summary>Asks once and returns all updates.</summary>
    internal async Task<List<ChatResponseUpdate>> AskAsync(FaultServer server, ChatOptions? options = null, params ChatMessage[] messages)
    {
        using var chat = Chat(server);
        return await AllAsync(chat.GetStreamingResponseAsync(messages.Length > 0 ? messages : [new ChatMessage(ChatRole.User, "Hello?")], options));
    }

    internal async Task<ProviderException> FailureAsync(FaultServer server) => await Assert.ThrowsAsync<ProviderException>(() => AskAsync(server));

    internal SentRequest LastSent(FaultServer server) => Read(server.Requests.Last());

    internal static async Task<List<ChatResponseUpdate>> AllAsync(IAsyncEnumerable<ChatResponseUpdate> stream)
    {
        var all = new List<ChatResponseUpdate>();
        await foreach (var update in stream) all.Add(update);
        return all;
    }

    internal static string TextOf(IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates.SelectMany(update => update.Contents.OfType<TextContent>()).Select(content => content.Text));

    internal static string ReasoningOf(IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates.SelectMany(update => update.Contents.OfType<TextReasoningContent>()).Select(content => content.Text));

    internal static List<FunctionCallContent> CallsOf(IEnumerable<ChatResponseUpdate> updates) => [.. updates.SelectMany(update => update.Contents.OfType<FunctionCallContent>())];

    internal static string Everything(Exception error)
    {
        var all = new StringBuilder();
        for (Exception? at = error; at is not null; at = at.InnerException) all.AppendLine(at.ToString()).AppendLine(at.Message).AppendJoin('\n', at.Data.Values.Cast<object>());
        return all.ToString();
    }

    private sealed class NoNetwork : INetworkLog
    {
        public void Record(OutboundRequest request) => Assert.Fail("A request to this machine was taken for one that leaves it.");
    }
}
