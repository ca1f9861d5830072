using System.Net.WebSockets;
using Cortex.Backend.Security;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Sockets;

/// <summary>One socket from its upgrade to its close: what comes in is taken message by message, whatever fragments it comes in, while something else sends.</summary>
internal static class SocketLoop
{
    // How long a close may take that the other side does not answer.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <param name="maxMessage">In bytes; a longer message ends the socket.</param>
    /// <param name="take">Takes a whole message and whether it is text; null: what comes is not read for meaning.</param>
    /// <param name="send">Ends when there is nothing more to send.</param>
    /// <exception cref="CortexException">it is no upgrade</exception>
    public static async Task RunAsync(HttpContext http, LiveSockets sockets, int maxMessage, Func<ReadOnlyMemory<byte>, bool, CancellationToken, Task>? take, Func<WebSocket, CancellationToken, Task> send)
    {
        if (!http.WebSockets.IsWebSocketRequest) throw new CortexException(ErrorCode.InvalidArgument, "This is a WebSocket: connect with an upgrade.");
        var closing = http.Features.Get<SocketLife>() ?? sockets.Current;
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var listening = ListenAsync(socket, maxMessage, take, stop.Token);
        var sending = send(socket, stop.Token);
        await Task.WhenAny(listening, sending, closing.Ended);
        var status = closing.Ended.IsCompleted ? WebSocketCloseStatus.EndpointUnavailable
            : sending.IsFaulted || listening.IsFaulted ? WebSocketCloseStatus.InternalServerError
            : listening.IsCompletedSuccessfully && listening.Result is { } wrong ? wrong : WebSocketCloseStatus.NormalClosure;
        // Said, and answered, before it is cut: to cancel a receive aborts the socket.
        await CloseAsync(socket, status);
        await ((Task)listening).WaitAsync(Farewell, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
        await Task.WhenAll(listening, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Ends when the client closes; returns why it must be closed when it sends too much.
    private static async Task<WebSocketCloseStatus?> ListenAsync(WebSocket socket, int maxMessage, Func<ReadOnlyMemory<byte>, bool, CancellationToken, Task>? take, CancellationToken stop)
    {
        var buffer = new byte[4096];
        using var whole = new MemoryStream();
        var size = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, stop);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            size += received.Count;
            if (size > maxMessage) return WebSocketCloseStatus.MessageTooBig;
            if (take is not null) whole.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage) continue;
            if (take is not null) await take(whole.GetBuffer().AsMemory(0, (int)whole.Length), received.MessageType == WebSocketMessageType.Text, stop);
            whole.SetLength(0);
            size = 0;
        }
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var limit = new CancellationTokenSource(Farewell);
        try
        {
            await socket.CloseOutputAsync(status, null, limit.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The other side is gone already.
        }
    }
}
