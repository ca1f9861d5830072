using Cortex.Backend.OpenApi;
using Cortex.Contract.Errors;
using Cortex.Contract.Workflows;
using Cortex.Engine;
using Cortex.Engine.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Backend.Endpoints;

internal static class WorkflowEndpoints
{
    private const int DefaultLimit = 20, MaxLimit = 100;

    public static void MapWorkflows(this IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows").WithTags("workflows");
        workflows.MapGet("", List).WithSummary("The graphs that work is done by.");
        workflows.MapGet("/{name}/graph", Get).WithSummary("One graph, also as a Mermaid flow chart.");
        workflows.MapGet("/runs", ListRuns).WithSummary("The runs of graphs, newest first.")
            .WithQuery("offset", "How many to pass over.", 0, 0, QueryParameters.MaxOffset).WithQuery("limit", "How many to show.", DefaultLimit, 1, MaxLimit)
            .WithQuery("graph", "Of this graph.").WithQuery<WorkflowStatus>("status", "Stands there.").WithQuery("subject", "Works on this, such as an item's id.");
        workflows.MapGet("/runs/{id}", GetRun).WithSummary("One run: what its nodes did and cost, and its checkpoints.");
    }

    private static Ok<WorkflowList> List(EngineHost host) => TypedResults.Ok(new WorkflowList([.. host.Engine.Graphs.Select(graph => graph.Description)]));

    private static Ok<WorkflowDrawing> Get(EngineHost host, string name)
    {
        var graph = host.Engine.Graphs.FirstOrDefault(graph => graph.Name == name) ?? throw new CortexException(ErrorCode.NotFound, $"There is no graph {name}.");
        return TypedResults.Ok(new WorkflowDrawing(graph.Description, graph.Mermaid));
    }

    private static Ok<WorkflowRunPage> ListRuns(HttpContext http, EngineHost host)
    {
        var parameters = new QueryParameters(http.Request);
        var query = new RunQuery
        {
            Offset = parameters.Long("offset", 0, 0, QueryParameters.MaxOffset),
            Limit = parameters.Int("limit", DefaultLimit, 1, MaxLimit),
            Graph = parameters.Text("graph"),
            Status = parameters.Enum<WorkflowStatus>("status"),
            Subject = parameters.Text("subject"),
        };
        parameters.Check();
        return TypedResults.Ok(host.Engine.Runs.List(query));
    }

    private static Ok<WorkflowRunDetail> GetRun(string id, EngineHost host) => TypedResults.Ok(host.Engine.Runs.Get(id));
}
