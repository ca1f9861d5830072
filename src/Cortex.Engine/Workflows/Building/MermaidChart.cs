using System.Globalization;
using System.Text;
using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows.Building;

/// <summary>A graph as a Mermaid flow chart: forks as hexagons, sub-graphs with double sides, choices dashed.</summary>
internal static class MermaidChart
{
    public static string Of(WorkflowGraph graph)
    {
        // Numbers for names: words such as "end" and "class" mean something to Mermaid.
        var ids = graph.Nodes.Select((node, at) => (node.Name, Id: string.Create(CultureInfo.InvariantCulture, $"n{at + 1}"))).ToDictionary(node => node.Name, node => node.Id, StringComparer.Ordinal);
        ids[GraphEnds.Start] = "s";
        ids[GraphEnds.End] = "e";
        var chart = new StringBuilder("flowchart TD\n  s([start])\n");
        foreach (var node in graph.Nodes)
        {
            var label = node.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"\"{node.Name} (at most {most})\"") : $"\"{node.Name}\"";
            chart.Append("  ").Append(ids[node.Name]).Append(node.Kind switch { "fork" => $"{{{{{label}}}}}", "subgraph" => $"[[{label}]]", _ => $"[{label}]" }).Append('\n');
        }

        chart.Append("  e([end])\n");
        foreach (var edge in graph.Edges) chart.Append("  ").Append(ids[edge.From]).Append(edge.Kind == EdgeKind.Choice ? " -.-> " : " --> ").Append(ids[edge.To]).Append('\n');
        return chart.ToString();
    }
}
