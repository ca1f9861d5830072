using System.Diagnostics;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>Whether the sentence shown for a hit is the one that is closest in meaning.</summary>
internal sealed class SentenceChoiceBenchmark : IBenchmark
{
    private const int Questions = 60, Hits = 10;
    private const double TimeBar = 5;

    public string Name => "sentence-choice";
    public string Title => "The sentence of a passage that says it: Cranfield";

    public string Method => $"For {Questions} questions and each abstract that answers them, one sentence is picked by relevance, by the number of the question's words in it, and as the first. " +
        $"The truth is the cosine of the encoded sentence with the encoded question; regret is how much of it is given away. The time is that of {Hits} abstracts of one question, one after the other, on one thread.";

    public Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        if (run.Options.Collection is not { } folder) return Task.FromResult<IReadOnlyList<ReportRow>>([new ReportRow("Not taken: the collection is not on this machine", "–")]);
        var collection = SmartCollection.Read(folder);
        using var encoder = SentenceEncoder.Load(ModelLocator.Find(ModelLocator.EncoderFile), new() { BatchesInForeground = true });
        var sentences = collection.Documents.ToDictionary(document => document.Id, document => Sentences(document.Text));
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        Choice relevance = new(), words = new(), first = new();
        Samples time = new();
        for (var i = 0; i < Questions; i++)
        {
            var question = collection.Queries[i];
            var asked = encoder.Encode(question);
            var passages = collection.Judgements[i].Keys.Order().Select(id => sentences[id]).Where(passage => passage.Count > 1).ToList();
            if (passages.Count >= Hits) time.AddMilliseconds(Time(() => passages.Take(Hits).Sum(passage => encoder.Relevance(question, passage).Length)));
            Encode(encoder, [.. passages.SelectMany(passage => passage)], vectors);
            var terms = Terms(question).ToHashSet(StringComparer.Ordinal);
            foreach (var passage in passages)
            {
                double[] truth = [.. passage.Select(sentence => Cosine(asked, vectors[sentence]))];
                relevance.Add(truth, [.. encoder.Relevance(question, passage)]);
                words.Add(truth, [.. passage.Select(sentence => (float)Terms(sentence).Distinct(StringComparer.Ordinal).Count(terms.Contains))]);
                first.Add(truth, new float[passage.Count]);
            }
        }

        return Task.FromResult<IReadOnlyList<ReportRow>>(
        [
            ReportRow.Of("The closest sentence is picked, by relevance", relevance.Agreement, "").AtLeast(relevance.Agreement, words.Agreement, ""),
            ReportRow.Of("… by the question's words", words.Agreement, ""),
            ReportRow.Of("… as the first", first.Agreement, ""),
            ReportRow.Of("Regret in cosine, by relevance", relevance.Regret, "").AtMost(relevance.Regret, words.Regret, ""),
            ReportRow.Of("… by the question's words", words.Regret, ""),
            ReportRow.Of("… as the first", first.Regret, ""),
            ReportRow.Median($"{Hits} hits", time, "ms").AtMost(time.Median, TimeBar, "ms"),
        ]);
    }

    private static List<string> Sentences(string document)
    {
        // The collection has a space before each full stop.
        var text = document.Replace(" .", ".", StringComparison.Ordinal);
        return [.. SentenceSplitter.Split(text, 0, text.Length).Select(span => text[span.Start..span.End])];
    }

    private static void Encode(SentenceEncoder encoder, IReadOnlyList<string> texts, Dictionary<string, float[]> vectors)
    {
        string[] missing = [.. texts.Distinct(StringComparer.Ordinal).Where(text => !vectors.ContainsKey(text))];
        foreach (var (text, vector) in missing.Zip(encoder.EncodeBatch(missing))) vectors.Add(text, vector);
    }

    private static IEnumerable<string> Terms(string text) => text.ToLowerInvariant()
        .Split([' ', '\n', '.', ',', '/', '(', ')', '-', '?'], StringSplitOptions.RemoveEmptyEntries).Where(word => !StopWords.Contains(word));

    private static double Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static TimeSpan Time<T>(Func<T> work)
    {
        var clock = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(clock);
    }

    private sealed class Choice
    {
        private int _count, _right;
        private double _regret;

        public double Agreement => (double)_right / _count;
        public double Regret => _regret / _count;

        public void Add(double[] truth, float[] scores)
        {
            var regret = truth.Max() - truth[Array.IndexOf(scores, scores.Max())];
            _count++;
            _right += regret == 0 ? 1 : 0;
            _regret += regret;
        }
    }
}
