using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Knowledge.Processing;
using Cortex.Engine.Processing.Discovery;
using Cortex.Engine.Providers;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Processing;

/// <summary>What becomes of an item once it is captured, as jobs of its stages; vectors are made by <see cref="Embeddings.EmbeddingWorker"/>.</summary>
public sealed class ItemProcessing
{
    /// <param name="lanes">How many threads a look for similar passages may take.</param>
    public ItemProcessing(Database database, Lazy<Chunker> chunker, VectorIndex vectors, ModelRouter ai, WorkflowRunner runner, int lanes)
    {
        var words = new ItemWords(database, chunker);
        var discovery = new ConnectionDiscovery(database, vectors, lanes);
        var runs = new WorkflowRuns(database);
        Graph<ProcessingState> Of(string stage) => ProcessingGraph.Build(new ProcessingNodes(stage, database, words, ai, discovery));
        var (found, extraction, connections) = (Of(Stage.Words), Of(Stage.Extraction), Of(Stage.Connections));
        Graph = found;
        Words = new ProcessingStage(Stage.Words, database, runner, runs, found);
        Later = [new ProcessingStage(Stage.Extraction, database, runner, runs, extraction), new ProcessingStage(Stage.Connections, database, runner, runs, connections)];
    }

    /// <summary>As it is drawn; the same for the jobs of all stages.</summary>
    public IGraph Graph { get; }

    /// <summary>Makes an item found by its words.</summary>
    public IStageHandler Words { get; }

    /// <summary>What nobody waits for, in order.</summary>
    public IReadOnlyList<IStageHandler> Later { get; }
}
