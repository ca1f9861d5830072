using System.Net.WebSockets;
using System.Text.Json;
using Cortex.Backend.Endpoints;
using Cortex.Backend.OpenApi;
using Cortex.Backend.Security;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Events;
using Cortex.Contract.Items;
using Cortex.Contract.Workflows;
using Cortex.Engine;
using Cortex.Engine.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Sockets;

/// <summary>Sockets that send what happens, as it happens. They end when access is revoked and when the server stops.</summary>
internal static class EventSockets
{
    // What a client sends is not read for meaning, only for its close.
    private const int MaxMessage = 64 * 1024;

    public static void MapEventSockets(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ws/events", AllAsync).ExcludeFromDescription();
        api.MapGet("/ws/processing/{id}", OneAsync).ExcludeFromDescription();
        // The one place where its messages are described.
        api.MapGet("/ws/workflows", RunsAsync).WithTags("workflows").WithSummary("A socket: what happens in the runs of this server, one event a message, from now on.")
            .WithQuery("run", "Of this run only.").Produces<WorkflowEvent>();
    }

    private static Task AllAsync(HttpContext http, EngineHost host, LiveSockets sockets)
    {
        var parameters = new QueryParameters(http.Request);
        var engine = host.Engine;
        // Only what comes, unless it is said where to go on.
        var after = http.Request.Query.ContainsKey("after") ? parameters.Long("after", 0, 0, long.MaxValue) : engine.Database.Read(ChangeLog.LastSeq);
        parameters.Check();
        return SocketLoop.RunAsync(http, sockets, MaxMessage, take: null, (socket, stop) => SendAllAsync(socket, engine, after, stop));
    }

    // What happens, and how far the library's meaning is while that is under way. One sends at a time.
    private static async Task SendAllAsync(WebSocket socket, CortexEngine engine, long after, CancellationToken stop)
    {
        using var turn = new SemaphoreSlim(1);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var progress = ProgressEvents.SendAsync(engine, change => InTurnAsync(change), end.Token);
        try
        {
            await foreach (var change in engine.Feed.FollowAsync(after, end.Token)) await InTurnAsync(change);
        }
        finally
        {
            await end.CancelAsync();
            await progress.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task InTurnAsync(CortexEvent change)
        {
            await turn.WaitAsync(end.Token);
            try
            {
                await WriteAsync(socket, change, end.Token);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    // The item's state first, then its changes until nothing more is to come.
    private static Task OneAsync(string id, HttpContext http, EngineHost host, LiveSockets sockets)
    {
        var engine = host.Engine;
        var after = engine.Database.Read(ChangeLog.LastSeq);
        var item = engine.Items.Get(id);
        return SocketLoop.RunAsync(http, sockets, MaxMessage, take: null, async (socket, stop) =>
        {
            foreach (var (stage, state) in item.Stages)
                await WriteAsync(socket, new StageChanged { Seq = after, ItemId = id, Stage = stage, Status = state.Status, Reason = state.Reason, ProcessingStatus = item.ProcessingStatus }, stop);
            if (item.ProcessingStatus is ProcessingStatus.Completed or ProcessingStatus.Failed) return;
            await SendAsync(socket, engine, after, change => Concerns(change, id), Ends, stop);
        });
    }

    // What happens in the runs of this process, or in one of them.
    private static Task RunsAsync(HttpContext http, EngineHost host, LiveSockets sockets)
    {
        var parameters = new QueryParameters(http.Request);
        var run = parameters.Text("run");
        parameters.Check();
        return SocketLoop.RunAsync(http, sockets, MaxMessage, take: null, async (socket, stop) =>
        {
            await foreach (var happened in host.Engine.RunEvents.Watch(stop))
            {
                if (run is null || happened.RunId == run)
                    await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(happened, CortexJson.Wire.WorkflowEvent), WebSocketMessageType.Text, endOfMessage: true, stop);
            }
        });
    }

    private static bool Concerns(CortexEvent change, string id) => change switch
    {
        StageChanged stage => stage.ItemId == id,
        ItemUpdated updated => updated.ItemId == id,
        ItemDeleted deleted => deleted.ItemId == id,
        LibraryReloaded => true,
        _ => false,
    };

    private static bool Ends(CortexEvent change) => change is StageChanged { ProcessingStatus: ProcessingStatus.Completed or ProcessingStatus.Failed } or ItemDeleted or LibraryReloaded;

    private static async Task SendAsync(WebSocket socket, CortexEngine engine, long after, Func<CortexEvent, bool> concerns, Func<CortexEvent, bool> ends, CancellationToken stop)
    {
        await foreach (var change in engine.Feed.FollowAsync(after, stop))
        {
            if (!concerns(change)) continue;
            await WriteAsync(socket, change, stop);
            if (ends(change)) return;
        }
    }

    private static Task WriteAsync(WebSocket socket, CortexEvent change, CancellationToken stop) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(change, CortexJson.Wire.CortexEvent), WebSocketMessageType.Text, endOfMessage: true, stop);
}
