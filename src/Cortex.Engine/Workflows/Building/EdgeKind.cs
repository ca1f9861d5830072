namespace Cortex.Engine.Workflows.Building;

/// <summary>The kinds of edges, as the wire has them.</summary>
internal static class EdgeKind
{
    public const string Always = "always", Choice = "choice", Branch = "branch";
}
