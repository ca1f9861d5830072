using System.Diagnostics;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Language;
using Cortex.Engine.Understanding;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>What it costs to understand a page without a language model.</summary>
internal sealed class ExtractionBenchmark : IBenchmark
{
    private const int Pages = 300, NotesPerPage = 10, MostPasses = 3;
    private const double PageBar = 5, LongBar = 300;

    public string Name => "extraction";
    public string Title => "Summary, concepts, entities and dates, built in";

    public string Method => $"{Pages} pages of {NotesPerPage} KB each, made of ten generated notes; the same as one text of 1 MB; the abstracts of the collection, where there is one. One thread, warm, {MostPasses} passes. " +
        "Beside it: cutting the same texts into sentences and scanning their words, which anything that understands them has to do.";

    public Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var notes = new GeneratedNotes();
        var pages = Enumerable.Range(0, Pages).Select(_ => Parsed(string.Join("\n\n", Enumerable.Range(0, NotesPerPage).Select(_ => notes.Next())), DocumentFormat.Markdown)).ToList();
        var whole = Parsed(string.Join("\n\n", pages.Take(100).Select(page => page.Text)), DocumentFormat.Text);
        var (page, floor) = (Measure(pages, Extract), Measure(pages, Scan));
        var (long_, longFloor) = (Measure([whole], Extract), Measure([whole], Scan));
        List<ReportRow> rows =
        [
            ReportRow.Of("A page of 10 KB, p50", page.Median, "ms").AtMost(page.Median, PageBar, "ms"),
            ReportRow.Of("… p95", page.Percentile(95), "ms"),
            ReportRow.Of("Pages a second", 1000 / page.Mean, ""),
            ReportRow.Of("Sentences and words alone, p50", floor.Median, "ms"),
            ReportRow.Of("A text of 1 MB", long_.Median, "ms").AtMost(long_.Median, LongBar, "ms"),
            ReportRow.Of("… sentences and words alone", longFloor.Median, "ms"),
        ];
        if (run.Options.Collection is not { } folder) return Task.FromResult<IReadOnlyList<ReportRow>>(rows);
        var abstracts = SmartCollection.Read(folder).Documents.Select(document => new ExtractionInput(document.Text, [], document.Title)).ToList();
        var (real, realFloor) = (Measure(abstracts, Extract), Measure(abstracts, Scan));
        rows.Add(ReportRow.Of($"An abstract of {abstracts.Average(entry => entry.Text.Length) / 1000:0.0} KB, p50", real.Median, "ms"));
        rows.Add(ReportRow.Of("… p95", real.Percentile(95), "ms"));
        rows.Add(ReportRow.Of("… sentences and words alone, p50", realFloor.Median, "ms"));
        return Task.FromResult<IReadOnlyList<ReportRow>>(rows);
    }

    private static ExtractionInput Parsed(string content, DocumentFormat format)
    {
        var document = DocumentParser.Parse(new ParseInput(content, format), CancellationToken.None);
        return new ExtractionInput(document.Text, document.Blocks, document.Title);
    }

    private static Samples Measure(List<ExtractionInput> inputs, Func<ExtractionInput, int> work)
    {
        var samples = new Samples();
        // The first pass is for the compiler; its many short methods are compiled again once they are known to be hot.
        var warm = inputs.Count == 1 ? 5 : 1;
        for (var pass = -warm; pass < MostPasses; pass++)
        {
            foreach (var input in inputs)
            {
                var clock = Stopwatch.GetTimestamp();
                if (work(input) == 0) throw new BenchmarkException("A text was not understood.");
                if (pass >= 0) samples.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
            }
        }

        return samples;
    }

    private static int Extract(ExtractionInput input)
    {
        var made = BuiltInExtractor.Extract(input);
        return input.Text.Length < 50 ? 1 : made.Summary.Count;
    }

    private static int Scan(ExtractionInput input)
    {
        var count = 1;
        foreach (var sentence in SentenceSplitter.Split(input.Text, 0, input.Text.Length))
        {
            foreach (var word in WordScanner.Scan(input.Text.AsSpan(sentence.Start, sentence.End - sentence.Start))) count += word.Length;
        }

        return count;
    }
}
