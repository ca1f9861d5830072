using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.VectorSearch.Files;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How long the passages nearest to a vector take to find, beside reading the same bytes.</summary>
internal sealed class VectorsBenchmark : IBenchmark
{
    private const long Generation = 1;
    private const int Hits = 300, Judged = 10, Queries = 100, PassagesPerItem = 4;
    private const double RecallBar = 0.99;
    private static readonly int Threads = Environment.ProcessorCount;

    public string Name => "vectors";
    public string Title => "The nearest vectors, every row scanned";

    public string Method => $"Unit vectors around 2,000 centres; {Queries} other queries around the same centres, {Hits} hits each, in process, after a first round. 100,000 go through the library's tables; " +
        $"the file of a million is written directly. Recall@{Judged} against float32 products with all rows. Beside it, in turn: reading the same 8-bit rows from one end to the other on as many threads ({Threads}). " +
        "The first search opens the file, which the system still has in memory.";

    public Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        List<ReportRow> rows =
        [
            .. Measure(run, 100_000, 384, 6, throughTables: true),
            .. Measure(run, 100_000, 768, 12, throughTables: true),
            .. Measure(run, 1_000_000, 384, 100, throughTables: false),
        ];
        return Task.FromResult<IReadOnlyList<ReportRow>>(rows);
    }

    private static IEnumerable<ReportRow> Measure(BenchmarkRun run, int count, int dimensions, double bar, bool throughTables)
    {
        var vectors = new ClusteredVectors(dimensions, seed: 11);
        var queries = Enumerable.Range(0, Queries).Select(vectors.Query).ToArray();
        var home = run.NewFolder("vectors");
        var folder = new LibraryFolder(home);
        Samples search = new(), read = new(), first = new();
        double made, recall;
        using (var database = Database.Open(folder, TimeProvider.System, "benchmark"))
        {
            database.Writer.Run(Durability.Derived, db => db.Execute("INSERT INTO generations (id, key, model, dimensions, status, created_at) VALUES (?1, 'key', 'benchmark', ?2, 'active', 1)", Generation, dimensions));
            if (throughTables) FillTables(database, vectors, count, dimensions);
            made = MakeFile(folder, database, throughTables ? null : vectors, count, dimensions);
            for (var i = 0; i < run.Options.Runs; i++)
            {
                using var fresh = new VectorIndex(folder, TimeProvider.System, Threads);
                first.AddMilliseconds(Time(() => Search(database, fresh, dimensions, queries[i % Queries])));
            }

            using var index = new VectorIndex(folder, TimeProvider.System, Threads);
            var found = queries.Select(query => Search(database, index, dimensions, query)).ToList();
            recall = Recall(found, vectors.Nearest(queries, count, Judged));
            for (var i = 0; i < run.Options.Runs; i++)
            {
                foreach (var query in queries) search.AddMilliseconds(Time(() => Search(database, index, dimensions, query)));
                Read(folder, database, count, dimensions, read);
            }
        }

        BenchmarkRun.Drop(home);
        var what = string.Create(CultureInfo.InvariantCulture, $"{count:N0} × {dimensions}");
        return
        [
            ReportRow.Of($"{what}: p50", search.Median, "ms", $"{search.Count:N0} searches"),
            ReportRow.Of($"{what}: p95", search.Percentile(95), "ms").AtMost(search.Percentile(95), bar, "ms"),
            ReportRow.Median($"{what}: reading the same rows", read, "ms"),
            ReportRow.Of($"{what}: p50 as a multiple of that", search.Median / read.Median, ""),
            ReportRow.Of($"{what}: recall@{Judged}", recall, "").AtLeast(recall, RecallBar, ""),
            ReportRow.Median($"{what}: first search, with opening the file", first, "ms"),
            ReportRow.Of(throughTables ? $"{what}: the file made of the table" : $"{what}: the file made", made, "ms"),
        ];
    }

    private static void FillTables(Database database, ClusteredVectors vectors, int count, int dimensions)
    {
        const int batch = 2_000;
        var row = new float[dimensions];
        for (var from = 0; from < count; from += batch)
        {
            database.Writer.Run(Durability.Derived, db =>
            {
                for (var number = from; number < Math.Min(from + batch, count); number++)
                {
                    if (number % PassagesPerItem == 0)
                    {
                        db.Execute("INSERT INTO items (pk, id, title, title_derived, content_type, format, source, content_hash, metadata, created_at, updated_at) VALUES (?1, ?1, '', 0, 'note', 'markdown', 'api', x'00', '{}', 1, 1)", ItemOf(number));
                    }

                    vectors.Row(number, row);
                    db.Execute("INSERT INTO chunks (id, item_pk, revision, start, end, token_count, title, text) VALUES (?1, ?2, 1, ?1, ?1, 1, '', 'a passage of text')", number + 1, ItemOf(number));
                    db.Execute("INSERT INTO vectors (chunk_id, generation, vector) VALUES (?1, ?2, ?3)", number + 1, Generation, Halves(row));
                }
            });
        }
    }

    private static double MakeFile(LibraryFolder folder, Database database, ClusteredVectors? direct, int count, int dimensions)
    {
        if (direct is null)
        {
            using var index = new VectorIndex(folder, TimeProvider.System, Threads);
            return Time(() => database.ReadSnapshot(db => index.WriteFileIfStale(db, Generation, dimensions))).TotalMilliseconds;
        }

        var position = database.ReadSnapshot(db => new VectorTable(db, Generation, dimensions).Position());
        var row = new float[dimensions];
        var clock = Stopwatch.GetTimestamp();
        new VectorFiles(folder, TimeProvider.System).Write(Generation, dimensions, count, position, writer =>
        {
            for (var number = 0; number < count; number++)
            {
                direct.Row(number, row);
                writer.Add(new StoredVector(number + 1, ItemOf(number), Halves(row)));
            }
        });
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static unsafe void Read(LibraryFolder folder, Database database, int count, int dimensions, Samples samples)
    {
        var position = database.ReadSnapshot(db => new VectorTable(db, Generation, dimensions).Position());
        using var file = new VectorFiles(folder, TimeProvider.System).Open(Generation, dimensions, position) ?? throw new BenchmarkException("The file of vectors is gone.");

        // The first touches the pages.
        for (var i = 0; i <= Queries / 5; i++)
        {
            var time = SequentialRead.Measure(file.Rows.Codes, (long)count * file.Rows.Stride, Threads);
            if (i > 0) samples.AddMilliseconds(time);
        }
    }

    private static double Recall(IReadOnlyList<IReadOnlyList<VectorHit>> found, int[][] nearest)
    {
        if (found.Any(hits => hits.Count != Hits)) throw new BenchmarkException($"A search found fewer than {Hits}.");
        return found.Zip(nearest, (hits, rows) => hits.Take(Judged).Count(hit => rows.Contains((int)hit.ChunkId - 1)) / (double)Judged).Average();
    }

    private static IReadOnlyList<VectorHit> Search(Database database, VectorIndex index, int dimensions, float[] query) =>
        database.ReadSnapshot(db => index.Search(db, Generation, dimensions, query, Hits));

    private static byte[] Halves(float[] row)
    {
        var halves = new Half[row.Length];
        for (var i = 0; i < row.Length; i++) halves[i] = (Half)row[i];
        return MemoryMarshal.AsBytes<Half>(halves).ToArray();
    }

    private static long ItemOf(int number) => 1 + (number / PassagesPerItem);

    private static TimeSpan Time<T>(Func<T> work)
    {
        var clock = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(clock);
    }
}
