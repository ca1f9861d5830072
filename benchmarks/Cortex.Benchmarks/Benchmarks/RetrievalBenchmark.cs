using System.Globalization;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Retrieval;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Search;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How well a search ranks, on a collection whose right answers are known.</summary>
internal sealed class RetrievalBenchmark : IBenchmark
{
    private const double NdcgBar = 0.36;

    public string Name => "retrieval";
    public string Title => "Ranking quality: keyword search on Cranfield";

    public string Method => "1,400 abstracts are captured as items (plain text, with their titles) and indexed; the 225 questions go through the engine's search, 100 hits each. " +
        "The reference is a bare FTS5 table of whole documents with the same words and weights. Deterministic: one run.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        if (run.Options.Collection is not { } folder) return [new ReportRow("Not taken: the collection is not on this machine", "–")];
        var collection = SmartCollection.Read(folder);
        var reference = new RankingQuality();
        using (var bare = new ReferenceSearch(collection.Documents))
        {
            for (var i = 0; i < collection.Queries.Count; i++) reference.Add(bare.Search(collection.Queries[i]), collection.Judgements[i]);
        }

        var cortex = await EvaluateAsync(run.NewFolder("cranfield-library"), collection);
        return
        [
            ReportRow.Of("nDCG@10", cortex.Ndcg, "").AtLeast(cortex.Ndcg, NdcgBar, ""),
            ReportRow.Of("Recall@100", cortex.Recall, ""),
            ReportRow.Of("Reference: nDCG@10", reference.Ndcg, ""),
            ReportRow.Of("Reference: recall@100", reference.Recall, ""),
        ];
    }

    private static async Task<RankingQuality> EvaluateAsync(string home, SmartCollection collection)
    {
        // In one order, so that documents of the same score stand in the same order each time.
        Environment.SetEnvironmentVariable(BuiltInSettings.ProcessingThreads.Variable, "1");
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        var captured = await engine.Items.ImportAsync([.. collection.Documents.Select(AsItem)], _ => false);
        if (!await engine.Runner.TryDrainAsync(CancellationToken.None) || engine.Ledger.Open(Stage.Words) > 0) throw new BenchmarkException("The collection could not be indexed.");
        Environment.SetEnvironmentVariable(BuiltInSettings.ProcessingThreads.Variable, null);
        var documents = captured.Select((item, index) => (item.Id, Document: collection.Documents[index].Id)).ToDictionary(pair => pair.Id, pair => pair.Document, StringComparer.Ordinal);
        var quality = new RankingQuality();
        for (var i = 0; i < collection.Queries.Count; i++)
        {
            var found = engine.Search.Search(new SearchRequest { Query = collection.Queries[i], Limit = LibrarySearch.MaxLimit });
            quality.Add([.. found.Results.Select(hit => documents[hit.ItemId])], collection.Judgements[i]);
        }

        return quality;
    }

    private static NewItem AsItem(CollectionDocument document) => new()
    {
        Content = document.Text,
        Title = document.Title,
        ContentType = ContentType.File,
        Format = DocumentFormat.Text,
        Source = "import",
        SourceKey = "cranfield/" + document.Id.ToString(CultureInfo.InvariantCulture),
    };
}
