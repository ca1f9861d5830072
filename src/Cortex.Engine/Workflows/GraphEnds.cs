namespace Cortex.Engine.Workflows;

/// <summary>The names of what is before the first node and after the last.</summary>
public static class GraphEnds
{
    public const string Start = "start";
    public const string End = "end";
}
