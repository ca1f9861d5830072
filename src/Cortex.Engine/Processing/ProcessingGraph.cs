using Cortex.Engine.Jobs;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Processing;

/// <summary>
/// What becomes of an item: classify, parse, chunk; then embed, and beside it extract, validate and store; then connect. The
/// jobs of the item's stages work on one run in turn: each its own nodes, and it stops before those of the next.
/// </summary>
internal static class ProcessingGraph
{
    public const string Name = "processing";

    /// <summary>How often a model is asked for one extraction.</summary>
    public const int MostTries = 3;

    // Another shape of the graph or of its state is another version: runs of an older one begin again.
    private const int Version = 1;
    private const string Classify = "classify", Parse = "parse", Chunk = "chunk", Understand = "understand", Embed = "embed", Extract = "extract", Validate = "validate", Store = "store", Connect = "connect";

    // What is made by these is not stored: who is cut off does them again.
    private static readonly NodeOptions WithinTheJob = new() { IsCheckpointed = false };

    public static Graph<ProcessingState> Build(ProcessingNodes nodes) => new GraphBuilder<ProcessingState>(Name, Version, ProcessingJson.Default.ProcessingState)
        .Node(Classify, nodes.Classify, WithinTheJob)
        .Node(Parse, nodes.Parse, WithinTheJob)
        .Node(Chunk, nodes.Chunk)
        .Fork(Understand, [Embed, Extract], Connect, (_, branches) => branches[1] with { Meaning = branches[0].Meaning })
        .Node(Embed, nodes.Embed)
        .Cached(Extract, nodes.ExtractionKey, nodes.ExtractAsync, ProcessingNodes.Extracted, ProcessingJson.Default.ExtractionAttempt, WithinTheJob, attempt => attempt.Failure is null)
        .Node(Validate, nodes.Validate, WithinTheJob)
        .Node(Store, nodes.Store)
        .Node(Connect, nodes.Connect)
        .Edge(Classify, Parse)
        .Edge(Parse, Chunk)
        .Edge(Chunk, Understand)
        .Edge(Embed, Connect)
        .Edge(Extract, Validate)
        .Branch(Validate, state => state.Reasons.Count > 0 && state.Model is null ? Extract : Store, Extract, Store)
        .Edge(Store, Connect)
        .Edge(Connect, GraphEnds.End)
        // The last time without a model.
        .Repeat(Extract, MostTries + 1)
        .Build();

    /// <summary>Where a stage's job leaves the run to the next; null: it goes to its end.</summary>
    public static string? LeftBefore(string stage) => stage switch
    {
        Stage.Words => Understand,
        Stage.Extraction => Connect,
        _ => null,
    };
}
