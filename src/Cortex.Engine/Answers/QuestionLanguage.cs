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
    /// <summary>Words of English questions that other languages hardly have.</summary>
    private static readonly FrozenSet<string> English = Set(
        "the what which who whose whom how when where why does did are my our your their should could would must has have had been for with from this that there and");

    /// <summary>Small words of languages whose other words are often in an English vocabulary too. Folded, as words are.</summary>
    private static readonly FrozenSet<string> Others = Set(
        "le les des du et est une dans pour que qui quand quel quelle comment ou sont mon ma mes el los las una para cuando donde quien cual cuanto mi es il lo che chi dove quanto di della sono " +
        "der das und ist wie wann wo wer wieviel ein eine mein meine mit fur von nicht het een waar wanneer hoe wie mijn och var nar hur jag min mitt o os um uma quando onde quem qual meu minha");

    /// <summary>Pieces that the encoder's vocabulary needs for a word: about 1.3 of English, two and more of most else.</summary>
    private const double MaxPieces = 1.8;

    public static bool IsRead(string question, SentenceEncoder encoder)
    {
        var words = WordScanner.List(question);
        if (words.Any(word => English.Contains(word.Folded))) return true;
        if (words.Count == 0 || words.Any(word => Others.Contains(word.Folded))) return false;
        return words.Average(word => encoder.CountTokens(question.AsSpan(word.Start, word.Length))) <= MaxPieces;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
