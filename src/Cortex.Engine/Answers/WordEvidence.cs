using Cortex.Engine.Language;

namespace Cortex.Engine.Answers;

/// <summary>How much of a question's words the sentences of a passage have.</summary>
internal sealed class WordEvidence(Passage passage, QuestionTerms terms)
{
    private readonly HashSet<string> _title = Found(passage.Title, terms);
    private readonly HashSet<string> _around = Found(passage.Text, terms);

    /// <summary>0 to 0.95: the share in the sentence itself, and less for what its title and passage add; 0 where the sentence itself has none.</summary>
    public double Of(PassageSentence sentence)
    {
        var own = Found(passage.Text.AsSpan(sentence.Start, sentence.End - sentence.Start), terms);
        if (own.Count == 0) return 0;
        var withTitle = own.Union(_title).ToList();
        return (0.55 * terms.Share(own)) + (0.2 * terms.Share(withTitle)) + (0.2 * terms.Share(withTitle.Union(_around)));
    }

    private static HashSet<string> Found(ReadOnlySpan<char> text, QuestionTerms terms)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in WordScanner.Scan(text))
        {
            if (terms.Stems.Contains(word.Stem)) found.Add(word.Stem);
        }

        return found;
    }
}
