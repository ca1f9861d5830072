using System.Diagnostics;
using System.Globalization;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Inference;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How fast texts become vectors, beside llama-server with the same file.</summary>
internal sealed class EncoderBenchmark : IBenchmark
{
    private const int Tokens = 129, Texts = 32, Queries = 200;
    private const double RatioBar = 0.6, QueryBar = 8, FirstBar = 300, CosineBar = 0.998, PublishedBar = 0.9;

    public string Name => "encoder";
    public string Title => "The sentence encoder";

    public string Method => $"Batches of {Texts} texts of {Tokens} tokens, with one and with two threads, in turn with llama-server (two threads, the same file and texts, over HTTP) if it is there; {Queries} short queries one by one, likewise. " +
        "Batches run at the usual priority, as llama-server does. Loading, first vector and memory are a new process's; so are the two builds', in turn, trimmed and compiled into a single file as `./cortex publish` does it. The peaks are what one core multiplies and adds in registers alone.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var path = ModelLocator.Find(ModelLocator.EncoderFile);
        Samples load = new(), first = new(), loaded = new(), released = new();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            var process = await EncoderProcess.MeasureAsync();
            load.Add(process.LoadMilliseconds);
            first.Add(process.FirstVectorMilliseconds);
            loaded.Add(process.LoadedMib);
            released.Add(process.ReleasedMib);
        }

        using var one = SentenceEncoder.Load(path, new() { Threads = 1, BatchesInForeground = true });
        using var two = SentenceEncoder.Load(path, new() { Threads = 2, BatchesInForeground = true });
        using var background = SentenceEncoder.Load(path, new() { Threads = 2 });
        using var llama = await LlamaServer.StartAsync(run.Options.LlamaServer, path, threads: 2);
        var texts = MakeTexts(WordPieceTokenizer.Load(path));
        Samples oneThread = new(), twoThreads = new(), inBackground = new(), llamaBatch = new(), ratio = new();
        for (var i = 0; i < run.Options.Runs * 4; i++)
        {
            oneThread.Add(Rate(() => one.EncodeBatch(texts)));
            twoThreads.Add(Rate(() => two.EncodeBatch(texts)));
            inBackground.Add(Rate(() => background.EncodeBatch(texts)) / twoThreads.Last);
            if (llama is null) continue;
            llamaBatch.Add(await RateAsync(llama, texts));
            ratio.Add(twoThreads.Last / llamaBatch.Last);
        }

        Samples query = new(), llamaQuery = new();
        var queries = new GeneratedNotes(seed: 5);
        for (var i = 0; i < Queries; i++)
        {
            var text = queries.NextQuery();
            query.AddMilliseconds(Time(() => two.Encode(text)));
            if (llama is not null) llamaQuery.AddMilliseconds(await TimeAsync(llama, [text]));
        }

        var (single, integer16, integer8) = MachinePeak.Measure();
        List<ReportRow> rows =
        [
            ReportRow.Median("Tokens a second, two threads", twoThreads, ""),
            ReportRow.Median("Tokens a second, one thread", oneThread, ""),
            ReportRow.Median("Speed at the lowest priority as a multiple of that at the usual", inBackground, ""),
            await PublishedAsync(run),
            ReportRow.Median("Short query, median", query, "ms").AtMost(query.Median, QueryBar, "ms"),
            ReportRow.Of("Short query, p95", query.Percentile(95), "ms"),
            ReportRow.Median("Loaded after", load, "ms"),
            ReportRow.Median("First vector after, with loading", first, "ms").AtMost(first.Median, FirstBar, "ms"),
            ReportRow.Median("Memory it adds (PSS)", loaded, "MiB"),
            ReportRow.Median("Memory still added when let go", released, "MiB"),
            ReportRow.Of("One core's peak, float products", single, "G/s"),
            ReportRow.Of("One core's peak, 16-bit products", integer16, "G/s"),
        ];
        if (integer8 is { } peak) rows.Add(ReportRow.Of("One core's peak, 8-bit products (256 bits)", peak, "G/s"));
        if (llama is null)
        {
            rows.Add(new ReportRow("Not taken: llama-server was not named with --llama-server", "–"));
            return rows;
        }

        var agreement = await AgreementAsync(two, llama, texts);
        rows.InsertRange(0,
        [
            ReportRow.Median("Speed as a multiple of llama-server's, two threads", ratio, "").AtLeast(ratio.Median, RatioBar, ""),
            ReportRow.Median("llama-server: tokens a second, two threads", llamaBatch, ""),
            ReportRow.Median("llama-server: short query, median", llamaQuery, "ms"),
            ReportRow.Of("llama-server: short query, p95", llamaQuery.Percentile(95), "ms"),
            ReportRow.Of("Least cosine with llama-server's vectors", agreement, "").AtLeast(agreement, CosineBar, ""),
        ]);
        return rows;
    }

    private static async Task<ReportRow> PublishedAsync(BenchmarkRun run)
    {
        if (run.Options.SingleFile is not { } published) return new ReportRow("Not taken: the single file was not published", "–");
        Samples ratio = new();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            var ours = await EncoderProcess.MeasureRateAsync(Environment.ProcessPath!);
            ratio.Add(await EncoderProcess.MeasureRateAsync(published) / ours);
        }

        return ReportRow.Median("Speed as a trimmed single file as a multiple of this build's", ratio, "").AtLeast(ratio.Median, PublishedBar, "");
    }

    private static double Rate(Func<float[][]> encode) => Texts * Tokens / Time(encode).TotalSeconds;

    private static async Task<double> RateAsync(LlamaServer llama, string[] texts)
    {
        var clock = Stopwatch.GetTimestamp();
        var (_, tokens) = await llama.EncodeAsync(texts);
        var time = Stopwatch.GetElapsedTime(clock);
        if (tokens != Texts * Tokens) throw new BenchmarkException($"llama-server counts {tokens} tokens where there are {Texts * Tokens}: it runs another model.");
        return tokens / time.TotalSeconds;
    }

    private static async Task<TimeSpan> TimeAsync(LlamaServer llama, string[] texts)
    {
        var clock = Stopwatch.GetTimestamp();
        await llama.EncodeAsync(texts);
        return Stopwatch.GetElapsedTime(clock);
    }

    private static TimeSpan Time<T>(Func<T> work)
    {
        var clock = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(clock);
    }

    private static async Task<double> AgreementAsync(SentenceEncoder encoder, LlamaServer llama, string[] texts)
    {
        var ours = encoder.EncodeBatch(texts);
        var theirs = (await llama.EncodeAsync(texts)).Vectors;

        // Both are unit vectors.
        return ours.Zip(theirs, (a, b) => a.Zip(b, (x, y) => (double)x * y).Sum()).Min();
    }

    private static string[] MakeTexts(WordPieceTokenizer tokenizer)
    {
        var notes = new GeneratedNotes(seed: 9);
        return [.. Enumerable.Range(0, Texts).Select(_ => Cut(notes.Next(), tokenizer))];
    }

    // Whole words as long as they fit, then words of one token.
    private static string Cut(string note, WordPieceTokenizer tokenizer)
    {
        var text = "";
        foreach (var word in note.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = string.Create(CultureInfo.InvariantCulture, $"{text} {word}");
            if (tokenizer.CountTokens(longer) > Tokens - 2) break;
            text = longer;
        }

        while (tokenizer.CountTokens(text) < Tokens - 2) text += " a";
        return text;
    }
}
