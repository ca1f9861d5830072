using Cortex.Benchmarks.Corpus;
using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Engine.Language;

namespace Cortex.Engine.Tests.Answers;

/// <summary>The sets of notes and questions that answers are judged by: benchmarks/Cortex.Benchmarks/Corpus/ask.</summary>
public sealed class AskSetTests
{
    /// <summary>Questions that could not be put without a word of their answer.</summary>
    private const int Exceptions = 0;

    private static readonly string Folder = Path.Combine(Repository.Root, "benchmarks", "Cortex.Benchmarks", "Corpus", "ask");

    public static TheoryData<string> Sets() => [.. Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void ASetHasItsNotesAndQuestions(string name)
    {
        var set = Read(name);
        Assert.Equal((30, 40), (set.Notes.Count, set.Answerable.Count()));
        Assert.True(set.Unanswerable.Count() >= 10);
        Assert.All(set.Answerable, question => Assert.Contains(set.Notes, note => note.Text.Contains(question.Sentence, StringComparison.Ordinal)));
        Assert.All(set.Unanswerable, question => Assert.Empty(question.Sentence));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void NoQuestionSharesAContentWordWithItsAnswer(string name)
    {
        var shared = Read(name).Answerable.Where(question => Stems(question.Text).Overlaps(Stems(question.Sentence)))
            .Select(question => $"{question.Text} ({string.Join(", ", Stems(question.Text).Intersect(Stems(question.Sentence)))})").ToList();
        Assert.True(shared.Count <= Exceptions, string.Join("; ", shared));
    }

    /// <summary>A floor below the benchmark's figures, so that a slip is seen at once. Of a set that nothing was chosen on.</summary>
    [Fact]
    public async Task ParaphrasedQuestionsAreAnswered()
    {
        var set = Read("freelance");
        await using var library = new TestLibrary();
        foreach (var note in set.Notes) await library.Engine.Items.CreateAsync(new CreateItemRequest { Content = note.Text, Title = note.Title });
        await library.EmbedAsync();
        var found = set.Answerable.Count(question => Ask(question).Citations.Any(citation => citation.Quote.Contains(question.Sentence, StringComparison.Ordinal)));
        var told = set.Questions.Count(question => question.Kind == AskKind.OffTopic && !Ask(question).Answered);
        Assert.True(found >= 36, $"{found} of 40 found");
        Assert.True(told >= 6, $"{told} of 7 told so");

        AskAnswer Ask(AskQuestion question) => library.Engine.Answers.AskAsync(new AskRequest { Question = question.Text }, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static AskSet Read(string name) => AskSet.Read(Path.Combine(Folder, name + ".md"));

    private static HashSet<string> Stems(string text) =>
        WordScanner.List(text).Where(word => !StopWords.Contains(word.Folded)).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
}
