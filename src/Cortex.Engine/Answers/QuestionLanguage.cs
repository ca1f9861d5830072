using System.Collections.Frozen;
using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers;

/// <summary>
/// Whether the encoder can read a question. It knows English; in other languages all sentences look alike to it, and
/// what it finds would be chance.
/// </summary>
internal static class QuestionLanguage
{
    /// <summary>Words of questions that other languages hardly have.</summary>
    private static readonly FrozenSet<string> English =
        "the what which who whose whom how when where why does did are my our your their should could would must has have had been for with from this that there and".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Pieces that the encoder's vocabulary needs for a word; about 1.3 of English, two and more of anything else.</summary>
    private const double MaxPieces = 1.8;

    public static bool IsRead(string question, SentenceEncoder encoder)
    {
        var words = WordScanner.List(question);
        if (words.Any(word => English.Contains(word.Folded))) return true;
        return words.Count > 0 && words.Average(word => encoder.CountTokens(question.AsSpan(word.Start, word.Length))) <= MaxPieces;
    }
}
