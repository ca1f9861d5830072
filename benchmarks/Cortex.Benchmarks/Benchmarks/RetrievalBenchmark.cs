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
    private const double WordsNdcgBar = 0.36, HybridNdcgBar = 0.40, HybridRecallBar = 0.79;

    public string Name => "retrieval";
    public string Title => "Ranking quality: by words, by meaning and by both";

    public string Method => "A collection in the classic `.I .T .W` form, Cranfield unless `--collection` names another: its documents are captured as items (plain text, with their titles), indexed and embedded by the built-in encoder; " +
        "its questions go through the engine's search, 100 hits each. The reference is a bare FTS5 table of whole documents with the same words and weights. The bars are Cranfield's. Deterministic: one run.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        if (run.Options.Collection is not { } folder) return [new ReportRow("Not taken: the collection is not on this machine", "–")];
        var collection = SmartCollection.Read(folder);
        var reference = new RankingQuality();
        using (var bare = new ReferenceSearch(collection.Documents))
        {
            for (var i = 0; i < collection.Queries.Count; i++) reference.Add(bare.Search(collection.Queries[i]), collection.Judgements[i]);
        }

        var found = await EvaluateAsync(run.NewFolder("collection-library"), collection);
        var (hybrid, words, meaning) = (found[SearchMode.Hybrid], found[SearchMode.Words], found[SearchMode.Meaning]);
        return
        [
            ReportRow.Of("Words and meaning: nDCG@10", hybrid.Ndcg, "").AtLeast(hybrid.Ndcg, HybridNdcgBar, ""),
            ReportRow.Of("Words and meaning: recall@100", hybrid.Recall, "").AtLeast(hybrid.Recall, HybridRecallBar, ""),
            ReportRow.Of("Words: nDCG@10", words.Ndcg, "").AtLeast(words.Ndcg, WordsNdcgBar, ""),
            ReportRow.Of("Words: recall@100", words.Recall, ""),
            ReportRow.Of("Meaning: nDCG@10", meaning.Ndcg, ""),
            ReportRow.Of("Meaning: recall@100", meaning.Recall, ""),
            ReportRow.Of("Reference (words): nDCG@10", reference.Ndcg, ""),
            ReportRow.Of("Reference (words): recall@100", reference.Recall, ""),
        ];
    }

    private static async Task<Dictionary<SearchMode, RankingQuality>> EvaluateAsync(string home, SmartCollection collection)
    {
        // In one order, so that documents of the same score stand in the same order each time.
        Environment.SetEnvironmentVariable(BuiltInSettings.ProcessingThreads.Variable, "1");
        await using var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        var captured = await engine.Items.ImportAsync([.. collection.Documents.Select(AsItem)], _ => false);
        if (!await engine.Runner.TryDrainAsync(CancellationToken.None) || engine.Ledger.Open(Stage.Words) > 0) throw new BenchmarkException("The collection could not be indexed.");
        Environment.SetEnvironmentVariable(BuiltInSettings.ProcessingThreads.Variable, null);
        var documents = captured.Select((item, index) => (item.Id, Document: collection.Documents[index].Id)).ToDictionary(pair => pair.Id, pair => pair.Document, StringComparer.Ordinal);
        await BenchmarkRun.EmbedAsync(engine);
        var qualities = Enum.GetValues<SearchMode>().ToDictionary(mode => mode, _ => new RankingQuality());
        foreach (var (mode, quality) in qualities)
        {
            for (var i = 0; i < collection.Queries.Count; i++)
            {
                var found = engine.Search.Search(new SearchRequest { Query = collection.Queries[i], Limit = LibrarySearch.MaxLimit, Mode = mode });
                quality.Add([.. found.Results.Select(hit => documents[hit.ItemId])], collection.Judgements[i]);
            }
        }

        return qualities;
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
