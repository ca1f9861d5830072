using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Cortex.Backend.Security;
using Cortex.Contract;
using Cortex.Contract.Conversations;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Conversations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Sockets;

/// <summary>A conversation over a socket: questions come in, what happens to each goes out, one answer after the other. Nothing is sent before the first question.</summary>
internal static class ChatSocket
{
    // Longer than the longest question, every character of it escaped.
    private const int MaxMessage = 128 * 1024;

    public static void MapChatSocket(this IEndpointRouteBuilder api) => api.MapGet("/ws/chat/{id}", ChatAsync).ExcludeFromDescription();

    private static Task ChatAsync(string id, HttpContext http, EngineHost host, LiveSockets sockets)
    {
        ConversationService.CheckId(id);
        var conversations = host.Engine.Conversations;
        var outgoing = Channel.CreateUnbounded<IAsyncEnumerable<ChatEvent>>(new UnboundedChannelOptions { SingleReader = true });
        host.Engine.Answers.Prepare();
        List<LiveAnswer> asked = [];
        return SocketLoop.RunAsync(http, sockets, MaxMessage, TakeAsync, SendAsync);

        async Task TakeAsync(ReadOnlyMemory<byte> message, bool isText, CancellationToken stop)
        {
            try
            {
                if (!isText) throw new CortexException(ErrorCode.MalformedJson, "Send text: {\"message\": \"…\"}.");
                var request = JsonSerializer.Deserialize(message.Span, CortexJson.Default.ChatRequest);
                switch (request)
                {
                    case { Type: "stop" }:
                        // The one that is being answered; those behind it wait for it.
                        asked.RemoveAll(answer => answer.Ended.IsCompleted);
                        if (asked.Count > 0) asked[0].Stop();
                        break;
                    case { Type: "follow", MessageId: { } followed }:
                        var live = conversations.Live(followed);
                        Send(live?.FollowAsync(stop) ?? One(Ended(followed)));
                        // It can be stopped by whoever watches it.
                        if (live is not null && !asked.Contains(live)) asked.Add(live);
                        break;
                    case { Type: null or "message", Message: { } question }:
                        asked.RemoveAll(answer => answer.Ended.IsCompleted);
                        asked.Add(await conversations.AskAsync(id, question));
                        Send(asked[^1].FollowAsync(stop));
                        break;
                    default:
                        throw CortexException.Invalid("message", "Send {\"message\": \"…\"}, {\"type\": \"stop\"} or {\"type\": \"follow\", \"message_id\": \"…\"}.");
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                Send(One(new ChatError(ErrorCode.MalformedJson, "What was sent is not a JSON object such as {\"message\": \"…\"}.")));
            }
            catch (CortexException error)
            {
                Send(One(new ChatError(error.Code, Engine.Secrets.SecretText.Redact(error.Message))));
            }
        }

        void Send(IAsyncEnumerable<ChatEvent> events) => outgoing.Writer.TryWrite(events);

        async Task SendAsync(WebSocket socket, CancellationToken stop)
        {
            await foreach (var events in outgoing.Reader.ReadAllAsync(stop))
            {
                await foreach (var happened in events.WithCancellation(stop))
                    await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(happened, CortexJson.Wire.ChatEvent), WebSocketMessageType.Text, endOfMessage: true, stop);
            }
        }

        // What has ended meanwhile is told by its end.
        ChatEvent Ended(string messageId)
        {
            var message = conversations.Message(messageId);
            return message.Status == MessageStatus.Failed ? new ChatError(ErrorCode.Internal, message.Notice ?? "", messageId) : new ChatDone(messageId, message);
        }
    }

    private static async IAsyncEnumerable<ChatEvent> One(ChatEvent only)
    {
        await Task.CompletedTask;
        yield return only;
    }
}
