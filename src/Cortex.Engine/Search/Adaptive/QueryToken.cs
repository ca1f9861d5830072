using Cortex.Engine.Language;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>What stands between two spaces of a query.</summary>
/// <param name="Lower">In lower case, without punctuation around it.</param>
/// <param name="Folded">Without diacritics, too.</param>
internal readonly record struct QueryToken(string Text, string Lower, string Folded)
{
    private static readonly char[] Around = [',', '.', ';', ':', '?', '!', '(', ')', '“', '”', '«', '»', '¿', '¡', '…'];

    /// <summary>Whether something ends with it: a sentence, or what a comma divides.</summary>
    public bool Ends => Text.Length > 0 && Text[^1] is ',' or ';' or ':' or '?' or '!';

    public static List<QueryToken> List(string text) =>
    [
        .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(token =>
        {
            var lower = token.Trim(Around).Replace('’', '\'').ToLowerInvariant();
            return new QueryToken(token, lower, TextFolding.Fold(lower));
        }),
    ];
}
