using Cortex.Engine.Inference;

namespace Cortex.Engine.Answers;

/// <summary>A question and the sentences of the best passages, as the encoder reads them: all in one go.</summary>
internal sealed class Reading
{
    // What a person waits for: about 150 ms.
    private const int MaxPassages = 12, MaxSentences = 100, MaxCharacters = 10_000;

    /// <summary>Of a title, a heading, a sentence: what comes later seldom says what it is about.</summary>
    private const int MaxHead = 100, MaxSentence = 500;

    private readonly Dictionary<long, double> _passages;

    private Reading(List<PassageSentence> sentences, EncodedText question, IReadOnlyList<EncodedText> encoded)
    {
        Sentences = sentences;
        Question = question;
        Encoded = encoded;
        // What came in just now has no vector yet: its best sentence stands for it.
        _passages = Enumerable.Range(0, sentences.Count).GroupBy(index => sentences[index].Passage.ChunkId)
            .ToDictionary(group => group.Key, group => sentences[group.First()].Passage.Cosine ?? group.Max(Cosine));
    }

    /// <summary>Those of a passage stand together, in its order.</summary>
    public List<PassageSentence> Sentences { get; }

    public EncodedText Question { get; }

    /// <summary>The sentences, each with its title and heading in front.</summary>
    public IReadOnlyList<EncodedText> Encoded { get; }

    public double Cosine(int sentence) => Question.Cosine(Encoded[sentence]);

    public double PassageCosine(Passage passage) => _passages[passage.ChunkId];

    public static Reading Of(SentenceEncoder encoder, string question, IReadOnlyList<Passage> passages)
    {
        var sentences = Candidates(passages.Take(MaxPassages));
        var encoded = encoder.EncodeTokens([question, .. sentences.Select(InContext)]);
        return new Reading(sentences, encoded[0], encoded[1..]);
    }

    private static List<PassageSentence> Candidates(IEnumerable<Passage> passages)
    {
        var sentences = new List<PassageSentence>();
        var seen = new HashSet<(string, int)>();
        var characters = 0;
        foreach (var sentence in passages.SelectMany(passage => passage.Sentences()))
        {
            if (!sentence.Quote.Any(char.IsLetterOrDigit) || !seen.Add((sentence.Passage.ItemId, sentence.Passage.Start + sentence.Start))) continue;
            characters += InContext(sentence).Length;
            if (sentences.Count > 0 && (characters > MaxCharacters || sentences.Count == MaxSentences)) break;
            sentences.Add(sentence);
        }

        return sentences;
    }

    // "It ends in March." says of what only with what it stands under.
    private static string InContext(PassageSentence sentence)
    {
        var quote = Cut(sentence.Quote, MaxSentence);
        var title = Cut(sentence.Passage.Title, MaxHead);
        var heading = Cut(sentence.Heading, MaxHead);
        // A title that was taken from the text is its first sentence or heading.
        string[] heads = [title, heading.Equals(title, StringComparison.OrdinalIgnoreCase) ? "" : heading];
        return string.Join('\n', heads.Where(head => head.Length > 0 && !quote.StartsWith(head.TrimEnd('…', '.', ' '), StringComparison.OrdinalIgnoreCase)).Append(quote));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
