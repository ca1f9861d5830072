using System.Collections.Frozen;
using Cortex.Engine.Language;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>
/// A query that says when what is sought was saved. Careful: a time counts where it stands with what is said of a library (saved, notes from, I read), or,
/// seen from today, at the end; within a query it is a word like others ("the 2008 financial crisis").
/// </summary>
/// <param name="Query">What is sought, the time as a filter.</param>
/// <param name="IsSure">Else what was saved then comes first, and the rest after it.</param>
internal sealed record TimeReading(ParsedQuery Query, DateRange Range, bool IsSure)
{
    // A longer text is no question for a time.
    private const int MostTokens = 24;

    private static readonly FrozenSet<string> Small = new[] { "en", "fr", "de", "es" }.SelectMany(FunctionWords.Of).Select(TextFolding.Fold)
        .Concat(["show", "find", "list", "search", "zeige", "habe", "qu'ai", "que", "stuff", "things"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null where it says nothing of the kind, or has a filter of its own.</summary>
    public static TimeReading? Of(ParsedQuery query, TimeProvider time)
    {
        if (query.After is not null || query.Before is not null || query.Phrases.Count > 0 || query.HasNoTerms) return null;
        var tokens = QueryToken.List(query.Text);
        if (tokens.Count > MostTokens) return null;
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        var verb = Verb(tokens);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (TimePhrase.At(tokens, at, today) is not { } phrase || Sure(tokens, at, phrase, verb) is not { } isSure) continue;
            var rest = Rest(tokens, at, phrase.Count, isSure ? verb : -1);
            return new TimeReading(query with
            {
                Text = string.Join(' ', rest),
                Words = [.. rest.Distinct(StringComparer.OrdinalIgnoreCase)],
                After = Start(phrase.Range.From, time),
                Before = Start(phrase.Range.Until, time),
            }, phrase.Range, isSure);
        }

        return null;
    }

    // Null: these are words.
    private static bool? Sure(List<QueryToken> tokens, int at, TimePhrase phrase, int verb)
    {
        var past = at + phrase.Count;
        var (before, after) = (at > 0 ? tokens[at - 1].Folded : "", past < tokens.Count ? tokens[past].Folded : "");
        var isLast = past == tokens.Count;
        if (after is "of" or "de" or "des" or "der" or "del" || TimeWords.About.Contains(before) || (phrase.IsRelative && IsGermanHere(tokens, at))) return null;
        if (verb >= 0 && (phrase.IsRelative || (verb < past && (isLast || verb == at - 1)))) return IsNamedBare(tokens, at, phrase) && verb != at - 1 ? null : true;
        if (TimeWords.Things.Contains(before)) return true;
        if (!phrase.IsRelative) return null;
        var hasThing = tokens.Take(at).Any(token => TimeWords.Things.Contains(token.Folded));
        if (isLast && hasThing) return true;
        if (at == 0 && tokens[past - 1].Ends) return true;
        // "The Beatles yesterday" is about a song.
        return isLast && at > 0 && phrase.Count > 1 ? false : null;
    }

    // A month or a year without in, on, from or since.
    private static bool IsNamedBare(List<QueryToken> tokens, int at, TimePhrase phrase) =>
        !phrase.IsRelative && !TimeWords.At.Contains(tokens[at].Folded) && !TimeWords.Since.Contains(tokens[at].Folded) && !TimeWords.Before.Contains(tokens[at].Folded) && !TimeWords.After.Contains(tokens[at].Folded) && !TimeWords.Between.Contains(tokens[at].Folded);

    // French for yesterday, German for here.
    private static bool IsGermanHere(List<QueryToken> tokens, int at) => tokens[at].Folded == "hier" && tokens.Exists(token => token.Folded is "ich" or "wir" or "was" or "habe" or "die" or "das");

    private static int Verb(List<QueryToken> tokens)
    {
        var kept = tokens.FindIndex(token => TimeWords.Kept.Contains(token.Folded));
        if (kept >= 0) return kept;
        var person = tokens.FindIndex(token => TimeWords.Persons.Contains(token.Folded));
        var did = tokens.FindIndex(token => TimeWords.Did.Contains(token.Folded));
        return did >= 0 && (person >= 0 || (did > 0 && TimeWords.Things.Contains(tokens[did - 1].Folded))) ? did : -1;
    }

    // What is sought, without what only says that it was kept.
    private static List<string> Rest(List<QueryToken> tokens, int at, int count, int verb)
    {
        var left = tokens.Where((_, index) => (index < at || index >= at + count) && index != verb).ToList();
        var (first, past) = (0, left.Count);
        while (first < past && IsIdle(left[first].Folded)) first++;
        while (past > first && (StopWords.Contains(left[past - 1].Folded) || Small.Contains(left[past - 1].Folded))) past--;
        return [.. left[first..past].Select(token => token.Text)];
    }

    private static bool IsIdle(string folded) => StopWords.Contains(folded) || Small.Contains(folded) || TimeWords.Things.Contains(folded) || TimeWords.Persons.Contains(folded);

    private static DateTime? Start(DateOnly? day, TimeProvider time)
    {
        if (day is not { } date) return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, time.LocalTimeZone.GetUtcOffset(midnight)).UtcDateTime;
    }
}
