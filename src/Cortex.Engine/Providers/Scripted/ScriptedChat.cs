using System.Globalization;
using System.Runtime.CompilerServices;
using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Scripted;

/// <summary>Says what the script says at this place of the conversation. The conversation tells the place, so that several may go on at once.</summary>
internal sealed class ScriptedChat(string file, TimeProvider time) : IChatClient
{
    private const int PieceLength = 24;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (turn, call) = options is ConversationOptions placed ? (placed.Turn, placed.Call) : Place(messages);
        var script = ModelScript.Read(file);
        if (turn >= script.Responses.Count) throw RunOut($"it has no turn {turn + 1}");
        if (call >= script.Responses[turn].Count) throw RunOut($"turn {turn + 1} has no step {call + 1}");
        var step = script.Responses[turn][call];
        var id = string.Create(CultureInfo.InvariantCulture, $"scripted_{turn}_{call}");
        if (step.Delay > TimeSpan.Zero) await Task.Delay(step.Delay, time, cancellationToken);
        foreach (var piece in Pieces(step.Text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Update(id, new TextContent(piece));
        }

        if (step.Error is { } error) throw new ProviderException(BuiltInProviders.Scripted, ProviderFailure.Refused, error);
        for (var i = 0; i < step.Calls.Count; i++)
        {
            var (arguments, trouble) = ToolArguments.Parse(step.Calls[i].Arguments);
            yield return Update(id, new FunctionCallContent(string.Create(CultureInfo.InvariantCulture, $"call_{turn}_{call}_{i}"), step.Calls[i].Name, arguments) { Exception = trouble });
        }

        var last = Update(id);
        last.FinishReason = step.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    // The turn is that of the last user message; each run of assistant messages after it was a call.
    private static (int Turn, int Call) Place(IEnumerable<ChatMessage> messages)
    {
        var (turn, calls, speaks) = (-1, 0, false);
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.User) (turn, calls) = (turn + 1, 0);
            else if (message.Role == ChatRole.Assistant && !speaks) calls++;
            speaks = message.Role == ChatRole.Assistant;
        }

        return (Math.Max(0, turn), calls);
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + PieceLength, text.Length);
            // A pair is not torn apart.
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]) && char.IsLowSurrogate(text[end])) end--;
            yield return text[start..end];
            start = end;
        }
    }

    private static ChatResponseUpdate Update(string id, params AIContent[] contents) => new(ChatRole.Assistant, contents) { ResponseId = id, MessageId = id, ModelId = ScriptedProvider.Model };

    private ProviderException RunOut(string where) => new(BuiltInProviders.Scripted, ProviderFailure.Refused, $"The script {file} has run out: {where}.");
}
