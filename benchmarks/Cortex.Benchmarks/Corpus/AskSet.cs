namespace Cortex.Benchmarks.Corpus;

/// <summary>
/// Notes with questions about them, as the files in <c>Corpus/ask</c> have them: <c>## Note: title</c> and its Markdown;
/// under <c># Questions</c> each <c>- question</c> with <c>  > the sentence that answers it</c>; under
/// <c># Not answered, off topic</c> and <c># Not answered, near</c> questions that the notes say nothing about, or not that.
/// </summary>
internal sealed record AskSet(string Name, IReadOnlyList<AskNote> Notes, IReadOnlyList<AskQuestion> Questions)
{
    private const string NoteMark = "## Note", QuestionMark = "- ", AnswerMark = "  > ";

    public IEnumerable<AskQuestion> Answerable => Questions.Where(question => question.Kind == AskKind.Answered);

    public IEnumerable<AskQuestion> Unanswerable => Questions.Where(question => question.Kind != AskKind.Answered);

    public static IReadOnlyList<AskSet> ReadAll(string folder) => [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(Read)];

    public static AskSet Read(string path)
    {
        var notes = new List<(string? Title, List<string> Lines)>();
        var questions = new List<AskQuestion>();
        AskKind? kind = null;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) kind = KindOf(line[2..]);
            else if (kind is { } of) ReadQuestion(line, of, questions);
            else if (line.StartsWith(NoteMark, StringComparison.Ordinal)) notes.Add((Title(line), []));
            else if (notes.Count > 0) notes[^1].Lines.Add(line);
        }

        return new AskSet(Path.GetFileNameWithoutExtension(path), [.. notes.Select(note => new AskNote(note.Title, string.Join('\n', note.Lines).Trim()))], questions);
    }

    private static AskKind? KindOf(string heading) => heading switch
    {
        "Questions" => AskKind.Answered,
        "Not answered, off topic" => AskKind.OffTopic,
        "Not answered, near" => AskKind.Near,
        _ => null,
    };

    private static void ReadQuestion(string line, AskKind kind, List<AskQuestion> questions)
    {
        if (line.StartsWith(QuestionMark, StringComparison.Ordinal)) questions.Add(new AskQuestion(line[QuestionMark.Length..].Trim(), kind, ""));
        else if (line.StartsWith(AnswerMark, StringComparison.Ordinal)) questions[^1] = questions[^1] with { Sentence = line[AnswerMark.Length..].Trim() };
    }

    private static string? Title(string line) => line[NoteMark.Length..].TrimStart(':').Trim() is { Length: > 0 } title ? title : null;
}

/// <param name="Title">Null where the note has none of its own.</param>
internal sealed record AskNote(string? Title, string Text);

/// <param name="Sentence">The sentence that answers it; empty where none does.</param>
internal sealed record AskQuestion(string Text, AskKind Kind, string Sentence);

internal enum AskKind
{
    Answered,
    OffTopic,
    Near,
}
