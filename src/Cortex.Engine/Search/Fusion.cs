namespace Cortex.Engine.Search;

/// <summary>An item as it was found: its best passage by words and by meaning, and what both add up to.</summary>
internal sealed record RankedItem(long ItemPk, ScoredChunk? Words, ScoredChunk? Meaning, double Score)
{
    /// <summary>The share of the score that words gave, 0 to 1 before their weight; the same of meaning.</summary>
    public double WordsShare { get; init; }

    public double MeaningShare { get; init; }
}

/// <summary>
/// Brings the two rankings together: half of bm25 ÷ the best bm25 of the query, half of the cosine, min–max over the best.
/// Measured beside reciprocal ranks, which it beats or equals (docs/decisions/0010-fusion.md).
/// </summary>
internal static class Fusion
{
    public const double WordsWeight = 0.5, MeaningWeight = 0.5;

    /// <summary>Nearer than this by chance: a passage that no word of the query is in must be nearer to be shown.</summary>
    public const double LeastCosine = 0.2;

    /// <summary>How many items of each ranking take part.</summary>
    public const int Depth = 300;

    /// <param name="words">Best first, one chunk an item.</param>
    /// <param name="meaning">Best first, one chunk an item; scores are cosines.</param>
    /// <param name="exact">Item → what is added for a title or phrase that is the query's own.</param>
    public static List<RankedItem> Rank(IReadOnlyList<ScoredChunk> words, IReadOnlyList<ScoredChunk> meaning, IReadOnlyDictionary<long, double> exact, int items)
    {
        var bestWords = words.Count > 0 ? words[0].Score : 0;
        var (nearest, farthest) = meaning.Count > 0 ? (meaning[0].Score, meaning[^1].Score) : (0, 0);
        var byWords = words.ToDictionary(chunk => chunk.ItemPk);
        var byMeaning = meaning.ToDictionary(chunk => chunk.ItemPk);
        return
        [
            .. byWords.Keys.Union(byMeaning.Keys).Select(Score)
                .Where(item => item.Words is not null || item.Meaning!.Value.Score >= LeastCosine)
                .OrderByDescending(item => item.Score).ThenByDescending(item => item.WordsShare).ThenBy(item => item.ItemPk).Take(items),
        ];

        RankedItem Score(long item)
        {
            ScoredChunk? word = byWords.TryGetValue(item, out var w) ? w : null, near = byMeaning.TryGetValue(item, out var m) ? m : null;
            var wordsShare = word is { } found && bestWords > 0 ? Math.Max(0, found.Score / bestWords) : 0;
            var meaningShare = near is { } close ? nearest > farthest ? (close.Score - farthest) / (nearest - farthest) : 1 : 0;
            return new RankedItem(item, word, near, (WordsWeight * wordsShare) + (MeaningWeight * meaningShare) + exact.GetValueOrDefault(item)) { WordsShare = wordsShare, MeaningShare = meaningShare };
        }
    }
}
