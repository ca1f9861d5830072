using Cortex.Engine.Workflows;

namespace Cortex.Engine.Digest;

/// <summary>How a digest is made: what came in, what it is connected with, what it brings back, what it is about, and all of it in words.</summary>
internal static class DigestGraph
{
    public const string Name = "digest";
    private const int Version = 1;
    private const string Collect = "collect", Connect = "connect", Recall = "recall", Themes = "themes", Introduce = "introduce", Compose = "compose";

    public static Graph<DigestState> Build(DigestNodes nodes) => new GraphBuilder<DigestState>(Name, Version, DigestJson.Default.DigestState)
        .Node(Collect, nodes.Collect)
        .Node(Connect, nodes.Connect)
        .Node(Recall, nodes.Recall)
        .Node(Themes, nodes.Themes)
        .Node(Introduce, nodes.IntroduceAsync)
        .Node(Compose, nodes.Compose)
        .Branch(Collect, state => state.Recent.Count > 0 ? Connect : Recall, Connect, Recall)
        .Edge(Connect, Recall)
        .Edge(Recall, Themes)
        .Edge(Themes, Introduce)
        .Edge(Introduce, Compose)
        .Edge(Compose, GraphEnds.End)
        .Build();
}
