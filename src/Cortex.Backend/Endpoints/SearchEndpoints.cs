using Cortex.Backend.OpenApi;
using Cortex.Backend.Problems;
using Cortex.Contract;
using Cortex.Contract.Answers;
using Cortex.Contract.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        api.MapPost("/search", SearchAsync).WithTags("search").WithBody<SearchRequest>().WithSummary("Find items by their words and their meaning; one hit an item, its best passage shown.");
        api.MapGet("/search/suggestions", Suggest).WithTags("search").WithSummary("Titles and tags that go on from what is typed.").WithQuery("q", "What is typed so far.");
        api.MapGet("/searches", List).WithTags("search").WithSummary("The searches that are kept, by name.");
        api.MapPost("/searches", SaveAsync).WithTags("search").WithBody<SaveSearchRequest>().WithSummary("Keep a search; the same one again takes the new name.");
        api.MapDelete("/searches/{id}", ForgetAsync).WithTags("search").WithSummary("Keep a search no longer.");
        api.MapPost("/ask", AskAsync).WithTags("search").WithBody<AskRequest>().WithSummary("Answer a question from the library, every sentence cited.");
    }

    private static async Task<Ok<SearchResponse>> SearchAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(host.Engine.Search.Search(await JsonBody.ReadAsync(http, CortexJson.Default.SearchRequest), http.RequestAborted));

    private static Ok<SuggestionsResponse> Suggest(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var typed = parameters.Text("q") ?? "";
        parameters.Check();
        return TypedResults.Ok(host.Engine.Search.Suggest(typed));
    }

    private static Ok<SavedSearchList> List(EngineHost host) => TypedResults.Ok(new SavedSearchList(host.Engine.SavedSearches.List()));

    private static async Task<Ok<SavedSearch>> SaveAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.SavedSearches.SaveAsync(await JsonBody.ReadAsync(http, CortexJson.Default.SaveSearchRequest)));

    private static async Task<NoContent> ForgetAsync(string id, EngineHost host)
    {
        await host.Engine.SavedSearches.DeleteAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AskAnswer>> AskAsync(HttpContext http, EngineHost host) =>
        TypedResults.Ok(await host.Engine.Answers.AskAsync(await JsonBody.ReadAsync(http, CortexJson.Default.AskRequest), http.RequestAborted));
}
