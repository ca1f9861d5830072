using System.Globalization;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>Whether questions in other words than their answers are answered, and those without an answer are told so.</summary>
internal sealed class AskBenchmark : IBenchmark
{
    private const int FoundBar = 36, ToldBar = 9;
    private static readonly string[] Tuned = ["household", "leisure", "operations", "projects"];

    public string Name => "ask";
    public string Title => "Answers: paraphrased questions over small sets of notes";

    public string Method => "Six sets of 30 notes, imported and asked 40 questions that share no content word with the sentence that answers them, and 14 that the notes do not answer: 7 off topic, 7 near it. " +
        "Found: the sentence is one of the first three citations. Told so: no citation. Asked through the graph of answers, and without it. The weights were chosen on four of the sets; the others were held out.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<ReportRow>();
        foreach (var set in AskSet.ReadAll(Path.Combine(AppContext.BaseDirectory, "ask")))
        {
            await using var engine = await LibraryAsync(run.NewFolder(set.Name + "-library"), set);
            var answers = engine.Answers;
            // The first question makes what the others find made.
            answers.Ask(new AskRequest { Question = set.Questions[0].Text });
            rows.AddRange(Rows(set, question => answers.AskAsync(new AskRequest { Question = question.Text }, CancellationToken.None).GetAwaiter().GetResult(), question => answers.Ask(new AskRequest { Question = question.Text })));
        }

        return rows;
    }

    public static async Task<CortexEngine> LibraryAsync(string home, AskSet set)
    {
        var engine = CortexEngine.Open(new LibraryFolder(home), TimeProvider.System, "benchmark");
        await engine.Items.ImportAsync([.. set.Notes.Select((note, index) => new NewItem
        {
            Content = note.Text,
            Title = note.Title,
            ContentType = ContentType.Note,
            Source = "import",
            SourceKey = string.Create(CultureInfo.InvariantCulture, $"ask/{set.Name}/{index}"),
        })], _ => false);
        if (!await engine.Runner.TryDrainAsync(CancellationToken.None)) throw new BenchmarkException("The notes could not be indexed.");
        await BenchmarkRun.EmbedAsync(engine);
        return engine;
    }

    private static IEnumerable<ReportRow> Rows(AskSet set, Func<AskQuestion, AskAnswer> ask, Func<AskQuestion, AskAnswer> plain)
    {
        var answers = set.Questions.Select(question => (Question: question, Answer: ask(question))).ToList();
        var name = set.Name + (Tuned.Contains(set.Name) ? " (tuned on)" : " (held out)");
        var found = answers.Count(pair => pair.Question.Kind == AskKind.Answered && IsFound(pair));
        var first = answers.Count(pair => pair.Question.Kind == AskKind.Answered && pair.Answer.Citations.Take(1).Any(citation => Holds(citation, pair.Question)));
        yield return new ReportRow($"{name}: found in the first three, of {set.Answerable.Count()}", Count(found), $"{first} in the first; {set.Answerable.Count(question => IsFound((question, plain(question))))} without the graph").AtLeast(found, FoundBar, "");
        foreach (var kind in new[] { AskKind.OffTopic, AskKind.Near })
        {
            var asked = answers.Where(pair => pair.Question.Kind == kind).ToList();
            var told = asked.Count(pair => !pair.Answer.Answered);
            // Nine of ten, on as many as there are.
            yield return new ReportRow($"{name}: told so, {(kind == AskKind.Near ? "near" : "off")} topic, of {asked.Count}", Count(told), $"{asked.Count(pair => !plain(pair.Question).Answered)} without the graph").AtLeast(told, Math.Floor(asked.Count * ToldBar / 10.0), "");
        }

        var times = new Samples();
        foreach (var (_, answer) in answers) times.Add(answer.TookMs);
        yield return ReportRow.Median($"{name}: one question", times, "ms");
        yield return ReportRow.Of($"{name}: one question, p95", times.Percentile(95), "ms");
    }

    private static bool IsFound((AskQuestion Question, AskAnswer Answer) pair) => pair.Answer.Citations.Take(3).Any(citation => Holds(citation, pair.Question));

    private static bool Holds(Citation citation, AskQuestion question) => citation.Quote.Contains(question.Sentence, StringComparison.Ordinal);

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
