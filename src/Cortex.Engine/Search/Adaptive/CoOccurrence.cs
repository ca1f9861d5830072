using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search.Adaptive;

/// <summary>Words that stand beside the query's in the library, and much less elsewhere.</summary>
internal static class CoOccurrence
{
    private const int MostSeeds = 12, MostCandidates = 24, MostTerms = 3, ShortestWord = 4, MostCharacters = 3000;

    // What more of the library holds tells nothing.
    private const double MostShare = 0.1;

    /// <summary>As the library writes them, the most telling first.</summary>
    /// <param name="passages">Those that hold the query's rarest words.</param>
    public static IReadOnlyList<string> Terms(Db db, string query, IEnumerable<long> passages)
    {
        var asked = WordScanner.List(query).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var seeds = passages.Distinct().Take(MostSeeds).Select(id => db.Text("SELECT text FROM chunks WHERE id = ?1", id)).OfType<string>().ToList();
        if (seeds.Count < 2) return [];
        var counts = new Dictionary<string, (int Seeds, Dictionary<string, int> Shown)>(StringComparer.Ordinal);
        foreach (var seed in seeds) Count(seed, asked, counts);
        var statistics = IndexStatistics.Of(db);
        var candidates = counts.Where(term => term.Value.Seeds >= 2).OrderByDescending(term => term.Value.Seeds).ThenBy(term => term.Key, StringComparer.Ordinal).Take(MostCandidates);
        var limit = Math.Max(seeds.Count, statistics.Passages * MostShare);
        return
        [
            .. candidates.Select(term => (term.Value, Documents: statistics.Documents(db, term.Key))).Where(term => term.Documents > 0 && term.Documents <= limit)
                .OrderByDescending(term => term.Value.Seeds * Math.Log((statistics.Passages + 1.0) / term.Documents)).Take(MostTerms)
                .Select(term => term.Value.Shown.MaxBy(shown => (shown.Value, -shown.Key.Length)).Key),
        ];
    }

    /// <summary>The passages that hold the rarest of a query's known words.</summary>
    public static IReadOnlyList<long> Seeds(Db db, string query)
    {
        var statistics = IndexStatistics.Of(db);
        var rare = WordScanner.List(query).Where(word => !word.IsUnspaced && !StopWords.Contains(word.Folded)).DistinctBy(word => word.Stem)
            .Select(word => (word.Folded, Documents: statistics.Documents(db, word.Stem))).Where(word => word.Documents > 0 && word.Documents <= Math.Max(MostSeeds, statistics.Passages * MostShare))
            .OrderBy(word => word.Documents).Take(2).Select(word => MatchExpression.Quote(word.Folded)).ToList();
        return rare.Count == 0 ? [] : db.Query($"SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1 ORDER BY bm25(chunks_fts, 2.0, 1.0) LIMIT {MostSeeds}", row => row.Long(0), string.Join(" OR ", rare));
    }

    private static void Count(string seed, HashSet<string> asked, Dictionary<string, (int Seeds, Dictionary<string, int> Shown)> counts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in WordScanner.List(seed.AsSpan(0, Math.Min(seed.Length, MostCharacters))))
        {
            if (word.IsUnspaced || word.Folded.Length < ShortestWord || asked.Contains(word.Stem) || StopWords.Contains(word.Folded) || !word.Folded.All(char.IsLetter)) continue;
            if (!counts.TryGetValue(word.Stem, out var known)) known = (0, new Dictionary<string, int>(StringComparer.Ordinal));
            known.Shown[word.Folded] = known.Shown.GetValueOrDefault(word.Folded) + 1;
            counts[word.Stem] = seen.Add(word.Stem) ? (known.Seeds + 1, known.Shown) : known;
        }
    }
}
