using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Conversations;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ConversationEndpoints
{
    private const int DefaultLimit = 50, MaxLimit = 500;

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations", List).WithTags("conversations").WithSummary("Conversations with the library, the latest used first.").WithQuery("limit", "How many.", DefaultLimit, 1, MaxLimit).WithQuery("offset", "How many to leave out.", 0, 0, int.MaxValue);
        api.MapPost("/conversations", CreateAsync).WithTags("conversations").WithBody<CreateConversationRequest>().WithSummary("Begin a conversation; the first message to an id does so too.").WithProblem(409);
        api.MapGet("/conversations/{id}", (EngineHost host, string id) => TypedResults.Ok(host.Engine.Conversations.Get(id))).WithTags("conversations").WithSummary("A conversation with its messages, the oldest first.").WithProblem(404);
        api.MapPatch("/conversations/{id}", UpdateAsync).WithTags("conversations").WithBody<UpdateConversationRequest>().WithSummary("Rename a conversation, or change what its questions are asked of.").WithProblem(404);
        api.MapDelete("/conversations/{id}", DeleteAsync).WithTags("conversations").WithSummary("Move a conversation to the trash.").WithProblem(404);
        api.MapPost("/conversations/{id}/restore", async (EngineHost host, string id) => TypedResults.Ok(await host.Engine.Conversations.RestoreAsync(id))).WithTags("conversations").WithSummary("Bring a conversation back from the trash.").WithProblem(404);
        api.MapPost("/conversations/{id}/messages", SendAsync).WithTags("conversations").WithBody<SendMessageRequest>().WithSummary("Ask; answers with the library's answer when it is done. It is finished and kept also when the client goes.");
        api.MapGet("/messages/{id}", (EngineHost host, string id) => TypedResults.Ok(host.Engine.Conversations.Message(id))).WithTags("conversations").WithSummary("One message of any conversation.").WithProblem(404);
        api.MapPost("/messages/{id}/stop", Stop).WithTags("conversations").WithSummary("Stop an answer that is on its way; sentences of the library stay in its place.").WithProblem(404);
    }

    private static Ok<ConversationPage> List(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var (limit, offset) = (parameters.Int("limit", DefaultLimit, 1, MaxLimit), parameters.Int("offset", 0, 0, int.MaxValue));
        parameters.Check();
        return TypedResults.Ok(host.Engine.Conversations.List(limit, offset));
    }

    private static async Task<Created<Conversation>> CreateAsync(HttpContext http, EngineHost host)
    {
        var conversation = await host.Engine.Conversations.CreateAsync(await JsonBody.ReadAsync(http, CortexJson.Default.CreateConversationRequest));
        return TypedResults.Created($"/api/conversations/{Uri.EscapeDataString(conversation.Id)}", conversation);
    }

    private static async Task<Ok<Conversation>> UpdateAsync(HttpContext http, EngineHost host, string id)
    {
        // One that is not there is told before what is wrong with the body.
        host.Engine.Conversations.Get(id);
        return TypedResults.Ok(await host.Engine.Conversations.UpdateAsync(id, await JsonBody.ReadAsync(http, CortexJson.Default.UpdateConversationRequest)));
    }

    private static async Task<NoContent> DeleteAsync(EngineHost host, string id)
    {
        await host.Engine.Conversations.DeleteAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Message>> SendAsync(HttpContext http, EngineHost host, string id)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.SendMessageRequest);
        var question = request.Message ?? request.Content ?? throw CortexException.Invalid("message", "Is required.");
        var answer = await host.Engine.Conversations.AskAsync(id, question);
        await answer.Ended.WaitAsync(http.RequestAborted);
        return TypedResults.Ok(host.Engine.Conversations.Message(answer.MessageId));
    }

    private static Ok<Message> Stop(EngineHost host, string id)
    {
        var message = host.Engine.Conversations.Message(id);
        host.Engine.Conversations.Live(id)?.Stop();
        return TypedResults.Ok(message);
    }
}
