using System.Diagnostics;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Search;
using Cortex.Engine;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How long a search by words and meaning takes in a large library.</summary>
internal sealed class HybridBenchmark : IBenchmark
{
    private const int Passages = 100_000, Queries = 300, AtOnce = 200;
    private const double Bar = 30;

    public string Name => "hybrid";
    public string Title => "Hybrid search over 100,000 passages";

    public string Method => $"Notes of 1 KB until there are {Passages:N0} passages, each with a random unit vector of 384 dimensions (to embed them would take half an hour and change no time). {Queries} queries: those of the search benchmark, " +
        "and as many questions of 12 to 16 common words; 10 hits each, in this process, after other queries. Each is encoded by the built-in encoder. Beside it: the words alone, the meaning alone, and the bare FTS5 query for the ten best rows.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        Console.WriteLine($"  making a library of {Passages:N0} passages");
        await using var engine = CortexEngine.Open(new LibraryFolder(run.NewFolder("hybrid-library")), TimeProvider.System, "benchmark");
        await FillAsync(engine, "chunks", Passages);
        var samples = Enum.GetValues<SearchMode>().ToDictionary(mode => mode, _ => new Samples());
        var (bare, longest) = (new Samples(), new Samples());
        for (ulong round = 0; round < 5; round++)
        {
            foreach (var query in Ask(100 + round))
            {
                foreach (var (mode, times) in samples)
                {
                    var clock = Stopwatch.GetTimestamp();
                    engine.Search.Search(new SearchRequest { Query = query, Mode = mode });
                    if (round < 2) continue;
                    times.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                    if (mode == SearchMode.Hybrid && query.Length > 60) longest.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                }

                if (round < 4 || MatchExpression.Of(QueryParser.Parse(query, filters: null)) is not { } match) continue;
                var began = Stopwatch.GetTimestamp();
                engine.Database.Read(db => db.Query("SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY bm25(chunks_fts, 2.0, 1.0) LIMIT 10", row => row.Long(0), match));
                bare.AddMilliseconds(Stopwatch.GetElapsedTime(began));
            }
        }

        var hybrid = samples[SearchMode.Hybrid];
        return
        [
            ReportRow.Of("Words and meaning, p50", hybrid.Percentile(50), "ms", $"{hybrid.Count:N0} searches"),
            ReportRow.Of("Words and meaning, p95", hybrid.Percentile(95), "ms").AtMost(hybrid.Percentile(95), Bar, "ms"),
            ReportRow.Of("Words and meaning, questions of many common words, p95", longest.Percentile(95), "ms"),
            ReportRow.Of("Words alone, p95", samples[SearchMode.Words].Percentile(95), "ms"),
            ReportRow.Of("Meaning alone, p95", samples[SearchMode.Meaning].Percentile(95), "ms"),
            ReportRow.Of("Bare FTS5, p50", bare.Percentile(50), "ms", $"{bare.Count:N0} searches"),
            ReportRow.Of("Bare FTS5, p95", bare.Percentile(95), "ms"),
        ];
    }

    private static IEnumerable<string> Ask(ulong seed)
    {
        var notes = new GeneratedNotes(seed);
        for (var i = 0; i < Queries / 2; i++)
        {
            yield return notes.NextQuery();
            yield return notes.NextQuestion();
        }
    }

    /// <summary>Notes until a table (<c>chunks</c>, <c>items</c>) has so many rows, each passage with a random unit vector.</summary>
    /// <param name="longest">Of a note, in characters.</param>
    internal static async Task FillAsync(CortexEngine engine, string table, int rows, int longest = int.MaxValue)
    {
        var notes = new GeneratedNotes(seed: 7);
        for (var n = 0; engine.Database.Read(db => db.Long($"SELECT count(*) FROM {table}")) < rows;)
        {
            for (var batch = 0; batch < 5; batch++)
                await engine.Items.ImportAsync([.. Enumerable.Range(0, AtOnce).Select(_ => new NewItem { Content = notes.Next() is var note && note.Length > longest ? note[..longest] : note, Format = DocumentFormat.Markdown, Source = "import", SourceKey = $"note-{n++}" })], _ => false);
            // Passages are counted once they are made.
            if (table == "chunks") await ReadAsync(engine);
        }

        await ReadAsync(engine);
        var generation = await engine.Database.Writer.RunAsync(Durability.Derived, db => Generations.Begin(db, EmbeddingModels.Describe(location: null), engine.Database.Now));
        var random = new Random(5);
        foreach (var ids in engine.Database.Read(db => db.Query("SELECT id FROM chunks ORDER BY id", row => row.Long(0))).Chunk(500))
        {
            await engine.Database.Writer.RunAsync(Durability.Derived, db =>
            {
                foreach (var id in ids)
                    db.Execute("INSERT INTO vectors (chunk_id, generation, vector) VALUES (?1, ?2, ?3)", id, generation.Id, VectorBlob.Of([.. Enumerable.Range(0, generation.Dimensions).Select(_ => random.NextSingle() - 0.5f)]));
            });
        }

        engine.Database.ReadSnapshot(db => engine.Vectors.WriteFileIfStale(db, generation.Id, generation.Dimensions));
    }

    // What is understood of them changes no time, and takes many times as long.
    private static async Task ReadAsync(CortexEngine engine)
    {
        await engine.Database.Writer.RunAsync(Durability.Derived, db => { db.Execute("UPDATE jobs SET status = 'done' WHERE stage <> 'words' AND status <> 'done'"); });
        await engine.Runner.TryDrainAsync(CancellationToken.None);
    }
}
