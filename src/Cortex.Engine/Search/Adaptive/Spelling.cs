using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Words that the library does not have, as it has them: at most two letters away.</summary>
internal static class Spelling
{
    private const int Shortest = 4, TwoEditsFrom = 7, MostWords = 4, SurfaceRows = 8, MostNear = 3;

    // In a larger index only what begins as the word does in its first two letters is read.
    private const long MostPassagesByLetter = 30_000;

    /// <summary>Each misspelt word and what stands for it, as the library writes it.</summary>
    /// <param name="unknown">Words that no passage holds.</param>
    public static IReadOnlyList<(string Word, string Instead)> Corrections(Db db, IEnumerable<Word> unknown)
    {
        var corrections = new List<(string, string)>();
        foreach (var word in unknown.Take(MostWords))
        {
            if (word.Folded.Length >= Shortest && word.Folded.All(char.IsLetter) && Nearest(db, word.Stem, word.Folded) is { } instead) corrections.Add((word.Folded, instead));
        }

        return corrections;
    }

    /// <summary>A text with the words replaced, whatever stands around them.</summary>
    public static string Replace(string text, IReadOnlyList<(string Word, string Instead)> corrections)
    {
        var replaced = text;
        foreach (var word in WordScanner.List(text).AsEnumerable().Reverse())
        {
            if (!word.IsUnspaced && corrections.FirstOrDefault(correction => correction.Word == word.Folded) is { Instead: { } instead }) replaced = string.Concat(replaced.AsSpan(0, word.Start), instead, replaced.AsSpan(word.End));
        }

        return replaced;
    }

    // The nearest of the index's stems, and the word that a person reads for it: that must be as near.
    private static string? Nearest(Db db, string stem, string folded)
    {
        var statistics = IndexStatistics.Of(db);
        var most = folded.Length >= TwoEditsFrom ? 2 : 1;
        var near = new List<(string Term, int Distance, int Start, long Documents)>();
        foreach (var term in Beginnings(stem, statistics.Passages).SelectMany(prefix => statistics.Beginning(db, prefix)))
        {
            // A letter more or less of a short stem is as likely another word.
            if (EditDistance.Of(stem, term.Term, most) is var distance && distance <= most && term.Term.Length >= Shortest - 1 && term.Term.All(char.IsLetter)) near.Add((term.Term, distance, stem.AsSpan().CommonPrefixLength(term.Term), term.Documents));
        }

        return near.OrderBy(term => term.Distance).ThenByDescending(term => term.Documents).ThenByDescending(term => term.Start).Take(MostNear)
            .Select(term => Surface(db, term.Term, folded)).OfType<string>().FirstOrDefault(word => EditDistance.Of(folded, word, most) <= most);
    }

    private static IEnumerable<string> Beginnings(string stem, long passages)
    {
        if (passages <= MostPassagesByLetter) return new[] { stem[..1], stem[1..2] }.Distinct(StringComparer.Ordinal);
        return stem.Length < 3 ? [stem[..2]] : new[] { stem[..2], $"{stem[0]}{stem[2]}", $"{stem[1]}{stem[0]}" }.Distinct(StringComparer.Ordinal);
    }

    private static string? Surface(Db db, string term, string typed) =>
        db.Query($"SELECT c.text, c.title FROM chunks_fts JOIN chunks c ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ?1 LIMIT {SurfaceRows}", row => row.Text(0) + "\n" + row.Text(1), MatchExpression.Quote(term))
            .SelectMany(text => WordScanner.List(text)).Where(word => word.Stem == term).GroupBy(word => word.Folded, StringComparer.Ordinal)
            .OrderBy(group => EditDistance.Of(typed, group.Key, 6)).ThenByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key).FirstOrDefault();
}
