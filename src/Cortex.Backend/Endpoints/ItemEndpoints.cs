using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Backend.Transfers;
using Cortex.Contract;
using Cortex.Contract.Connections;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class ItemEndpoints
{
    private const int MaxBatch = 1000, DefaultLimit = 20, MaxLimit = 100;

    public static void MapItems(this IEndpointRouteBuilder api)
    {
        var items = api.MapGroup("/items").WithTags("items");
        items.MapPost("", CreateAsync).WithBody<CreateItemRequest>().WithSummary("Capture an item; it is on the disk when this answers, and processed in the background.");
        items.MapPost("/batch", CreateManyAsync).WithBody<CreateItemsRequest>().WithSummary("Capture up to 1,000 items; a bad one does not stop the rest.");
        items.MapGet("", List).WithSummary("The items, newest first unless said.")
            .WithQuery("offset", "How many to pass over.", 0, 0, QueryParameters.MaxOffset).WithQuery("limit", "How many to show.", DefaultLimit, 1, MaxLimit).WithFilters();
        items.MapGet("/ids", Ids).WithSummary("The ids of all items that the list has, in its order.").WithFilters();
        items.MapPost("/tags", ChangeTagsAsync).WithBody<ChangeTagsRequest>().WithSummary("Put tags on up to 1,000 items, and take tags off them: all, or none; those that are not there are passed over.");
        items.MapPost("/delete", DeleteManyAsync).WithBody<ChangeItemsRequest>().WithSummary("Move up to 1,000 items to the trash, for thirty days; those that are not there are passed over.");
        items.MapPost("/restore", RestoreManyAsync).WithBody<ChangeItemsRequest>().WithSummary("Bring up to 1,000 items back from the trash; those that are not in it are passed over.");
        items.MapGet("/{id}", Get).WithSummary("One item with its text, blocks and chunks.");
        items.MapGet("/{id}/original", SendOriginalAsync).WithFile("application/octet-stream").WithSummary("The document that it came from, byte for byte, to be saved; 404 where the library keeps none.");
        items.MapGet("/{id}/similar", Similar).WithSummary("Items that say something like this one does, nearest first.").WithQuery("limit", "How many to show.", SimilarItems.DefaultLimit, 1, SimilarItems.MaxLimit);
        items.MapGet("/{id}/connections", Connections).WithSummary("What the item links to, what links to it, links to what is not here, and what was discovered.");
        items.MapPut("/{id}", UpdateAsync).WithBody<UpdateItemRequest>().WithSummary("Change the fields that are sent; a stale version is refused.").WithProblem(409);
        items.MapDelete("/{id}", DeleteAsync).WithSummary("Move to the trash, for thirty days.");
        items.MapPost("/{id}/restore", RestoreAsync).WithSummary("Bring back from the trash.");
        items.MapPost("/{id}/opened", MarkOpenedAsync).WithSummary("Note that a person reads it: a mark and no change.");
    }

    private static RouteHandlerBuilder WithFilters(this RouteHandlerBuilder endpoint) => endpoint
        .WithQuery<ContentType>("content_type", "Is of this type.").WithQuery<ProcessingStatus>("status", "Stands there.")
        .WithQuery("tag", "Has this tag.").WithQuery("source", "Came from here.").WithQuery<bool>("starred", "Is starred, or not.")
        .WithQuery("after", "Created at or after this date or time.").WithQuery("before", "Created before it.")
        .WithQuery<ItemSort>("sort", "The order.");

    private static async Task<Created<Item>> CreateAsync(HttpContext http, EngineHost host)
    {
        var item = await host.Engine.Items.CreateAsync(await JsonBody.ReadAsync(http, CortexJson.Default.CreateItemRequest));
        return TypedResults.Created($"/api/items/{item.Id}", item);
    }

    private static async Task<Ok<CreateItemsResult>> CreateManyAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.CreateItemsRequest);
        if (request.Items.Count is 0 or > MaxBatch) throw CortexException.Invalid("items", $"Must be 1 to {MaxBatch:N0} items.");
        var engine = host.Engine;
        // All are handed over before the first is awaited: they share one commit.
        var captures = request.Items.Select(element => Capture(() => engine.Items.CreateAsync(JsonBody.Read(element, CortexJson.Default.CreateItemRequest)))).ToList();
        var results = await Task.WhenAll(captures);
        return TypedResults.Ok(new CreateItemsResult(results, results.Count(result => result.Item is not null), results.Count(result => result.Error is not null)));
    }

    private static async Task<CreateItemOutcome> Capture(Func<Task<Item>> capture)
    {
        try
        {
            return new CreateItemOutcome(201, await capture(), Error: null);
        }
        catch (CortexException error) when (error.Code is ErrorCode.ValidationFailed or ErrorCode.MalformedJson)
        {
            var problem = ProblemResult.Of(error);
            return new CreateItemOutcome(problem.Status, Item: null, problem);
        }
    }

    private static Ok<ItemPage> List(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var query = Filters(parameters) with { Offset = parameters.Long("offset", 0, 0, QueryParameters.MaxOffset), Limit = parameters.Int("limit", DefaultLimit, 1, MaxLimit) };
        parameters.Check();
        return TypedResults.Ok(host.Engine.Items.List(query));
    }

    private static Ok<ItemIdList> Ids(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var query = Filters(parameters);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Items.Ids(query));
    }

    private static ItemQuery Filters(QueryParameters parameters) => new()
    {
        Type = parameters.Enum<ContentType>("content_type"),
        Status = parameters.Enum<ProcessingStatus>("status"),
        Tag = parameters.Text("tag"),
        Source = parameters.Text("source"),
        Starred = parameters.Flag("starred"),
        After = parameters.Date("after"),
        Before = parameters.Date("before"),
        Sort = parameters.Enum<ItemSort>("sort") ?? ItemSort.Newest,
    };

    private static async Task<Ok<ChangeTagsResult>> ChangeTagsAsync(HttpContext http, EngineHost host)
    {
        var request = await JsonBody.ReadAsync(http, CortexJson.Default.ChangeTagsRequest);
        CheckCount(request.ItemIds);
        var changed = await host.Engine.Tags.ChangeAsync(request.ItemIds, request.Add ?? [], request.Remove ?? []);
        return TypedResults.Ok(new ChangeTagsResult(changed.Count, changed));
    }

    private static async Task<Ok<ChangeItemsResult>> DeleteManyAsync(HttpContext http, EngineHost host) => TypedResults.Ok(new ChangeItemsResult(await host.Engine.Items.DeleteAsync(await ManyAsync(http))));

    private static async Task<Ok<ChangeItemsResult>> RestoreManyAsync(HttpContext http, EngineHost host) => TypedResults.Ok(new ChangeItemsResult(await host.Engine.Items.RestoreAsync(await ManyAsync(http))));

    private static async Task<IReadOnlyList<string>> ManyAsync(HttpContext http)
    {
        var ids = (await JsonBody.ReadAsync(http, CortexJson.Default.ChangeItemsRequest)).ItemIds;
        CheckCount(ids);
        return ids;
    }

    private static void CheckCount(IReadOnlyList<string> ids)
    {
        if (ids.Count is 0 or > MaxBatch) throw CortexException.Invalid("item_ids", $"Must be 1 to {MaxBatch:N0} items.");
    }

    private static Ok<Item> Get(string id, EngineHost host) => TypedResults.Ok(host.Engine.Items.Get(id));

    private static Task SendOriginalAsync(string id, HttpContext http, EngineHost host)
    {
        var items = host.Engine.Items;
        var original = items.Get(id).Original ?? throw new CortexException(ErrorCode.NotFound, "The library keeps no document that this item came from.");
        Attachment.Set(http, original.Name, original.MediaType);
        http.Response.ContentLength = original.SizeBytes;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : PipedBody.SendAsync(http, (stream, _) => items.ReadOriginal(id, bytes => bytes.CopyTo(stream)));
    }

    private static Ok<SimilarResponse> Similar(string id, HttpContext http, EngineHost host)
    {
        // An id that is not there is told before anything of the query.
        host.Engine.Items.Get(id);
        var parameters = new QueryParameters(http.Request);
        var limit = parameters.Int("limit", SimilarItems.DefaultLimit, 1, SimilarItems.MaxLimit);
        parameters.Check();
        return TypedResults.Ok(host.Engine.Similar.Find(id, limit, http.RequestAborted));
    }

    private static Ok<ConnectionsResponse> Connections(string id, EngineHost host) => TypedResults.Ok(host.Engine.Connections.Of(id));

    private static async Task<Ok<Item>> UpdateAsync(string id, HttpContext http, EngineHost host)
    {
        // An id that is not there is told before anything of the body.
        host.Engine.Items.Get(id);
        return TypedResults.Ok(await host.Engine.Items.UpdateAsync(id, await JsonBody.ReadAsync(http, CortexJson.Default.UpdateItemRequest)));
    }

    private static async Task<NoContent> DeleteAsync(string id, EngineHost host)
    {
        await host.Engine.Items.DeleteAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Item>> RestoreAsync(string id, EngineHost host) => TypedResults.Ok(await host.Engine.Items.RestoreAsync(id));

    private static async Task<NoContent> MarkOpenedAsync(string id, EngineHost host)
    {
        host.Engine.Items.Get(id);
        await host.Engine.Items.MarkOpenedAsync(id);
        return TypedResults.NoContent();
    }
}
