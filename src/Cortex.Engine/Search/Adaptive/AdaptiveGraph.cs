using Cortex.Engine.Workflows;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>How a search goes: read the query, take it apart, rank by words and meaning, add up, judge, and where it is poor try as the library writes it.</summary>
internal static class AdaptiveGraph
{
    public const string Name = "adaptive_search";
    private const int Version = 1;
    private const string Analyse = "analyse", Decompose = "decompose", Retrieve = "retrieve", Fuse = "fuse", Judge = "judge", Widen = "widen", Expand = "expand";

    public static Graph<SearchState> Build(AdaptiveNodes nodes) => new GraphBuilder<SearchState>(Name, Version, SearchJson.Default.SearchState)
        .Node(Analyse, nodes.Analyse)
        .Node(Decompose, AdaptiveNodes.Decompose)
        .Node(Retrieve, AdaptiveNodes.Retrieve)
        .Node(Fuse, AdaptiveNodes.Fuse)
        .Node(Judge, AdaptiveNodes.Judge)
        .Node(Widen, AdaptiveNodes.Widen)
        .Node(Expand, nodes.Expand)
        .Edge(Analyse, Decompose)
        .Edge(Decompose, Retrieve)
        .Edge(Retrieve, Fuse)
        .Edge(Fuse, Judge)
        .Branch(Judge, state => state.Verdict switch { Verdict.TooNarrow => Widen, Verdict.Poor when state.Expansions < AdaptiveNodes.MostExpansions => Expand, _ => GraphEnds.End }, Widen, Expand, GraphEnds.End)
        .Edge(Widen, Retrieve)
        .Branch(Expand, state => state.Merging == Merging.None ? GraphEnds.End : Retrieve, Retrieve, GraphEnds.End)
        .Repeat(Retrieve, AdaptiveNodes.MostExpansions + 2)
        .Build();
}
