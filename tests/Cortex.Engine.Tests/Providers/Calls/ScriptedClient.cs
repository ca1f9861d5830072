using Cortex.Engine.Providers;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Calls;

/// <summary>A client below the layers whose attempts a test writes, one after the other; the last is repeated.</summary>
internal sealed class ScriptedClient(params ScriptedClient.Attempt[] attempts) : IChatClient
{
    /// <param name="cancellation">As the layer above gave it.</param>
    internal delegate IAsyncEnumerable<ChatResponseUpdate> Attempt(CancellationToken cancellation);

    public int Calls { get; private set; }
    public List<IReadOnlyList<ChatMessage>> Sent { get; } = [];
    public bool Disposed { get; private set; }

    public static Attempt Says(params string[] texts) => SaysAs("test-model", texts.Select(text => (AIContent)new TextContent(text)).ToArray());

    public static Attempt SaysAs(string? model, params AIContent[] contents) => Then(() => null, contents.Select(content => Update(model, content)).ToArray());

    public static Attempt Fails(ProviderFailure failure, TimeSpan? retryAfter = null, params string[] after) =>
        Then(() => new ProviderException("test", failure, $"It said {failure}.", retryAfter: retryAfter), after.Select(text => Update("test-model", new TextContent(text))).ToArray());

    /// <summary>Says something and then nothing, whatever becomes of its token.</summary>
    public static Attempt Stalls(params string[] texts) => StallsAfter(texts.Select(text => Update("test-model", new TextContent(text))).ToArray());

    public static Attempt StallsAfter(params ChatResponseUpdate[] updates) => _ => StallAsync(updates);

    public static Attempt Then(Func<Exception?> end, params ChatResponseUpdate[] updates) => _ => RunAsync(updates, end);

    public static ChatResponseUpdate Update(string? model, params AIContent[] contents) => new(ChatRole.Assistant, contents) { ModelId = model };

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Sent.Add([.. messages]);
        return attempts[Math.Min(Calls++, attempts.Length - 1)](cancellationToken);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("The layers stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => Disposed = true;

    private static async IAsyncEnumerable<ChatResponseUpdate> RunAsync(ChatResponseUpdate[] updates, Func<Exception?> end)
    {
        foreach (var update in updates)
        {
            await Task.CompletedTask;
            yield return update;
        }

        if (end() is { } error) throw error;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> StallAsync(ChatResponseUpdate[] updates)
    {
        foreach (var update in updates) yield return update;
        await new TaskCompletionSource().Task;
    }
}
