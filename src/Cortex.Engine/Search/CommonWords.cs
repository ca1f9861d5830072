using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>
/// A query whose words stand in so many passages that ranking all of them would take too long. Its rarest words choose the
/// candidates, then all its words rank those. What holds none of the rarer words would rank far below.
/// </summary>
internal sealed class CommonWords
{
    /// <summary>Passages that the index ranks for one query, about: some milliseconds.</summary>
    private const int MostRanked = 8000;

    private readonly IReadOnlyList<Word> _words;
    private readonly IndexStatistics _statistics;
    private readonly IReadOnlyList<string> _terms;

    private CommonWords(IReadOnlyList<Word> words, IndexStatistics statistics, IReadOnlyList<string> terms, string match)
    {
        _words = words;
        _statistics = statistics;
        _terms = terms;
        Match = match;
    }

    /// <summary>Matches the rarest words alone, exclusions kept.</summary>
    public string Match { get; }

    /// <summary>Null when the index can rank the whole query soon enough, and where a phrase narrows it already.</summary>
    /// <param name="mostRanked">For tests.</param>
    public static CommonWords? Of(Db db, ParsedQuery query, int mostRanked = MostRanked)
    {
        if (query.Phrases.Count > 0) return null;
        var words = WordScanner.List(string.Join(' ', query.Words)).Where(word => !word.IsUnspaced).ToList();
        var spoken = words.Where(word => !StopWords.Contains(word.Folded)).ToList();
        if (spoken.Count == 0) spoken = words;
        var terms = spoken.DistinctBy(word => word.Stem).ToList();
        if (terms.Count == 0) return null;
        var statistics = IndexStatistics.Of(db);
        if (statistics.Passages <= mostRanked) return null;
        var byRarity = terms.Select(word => (Word: word, Documents: statistics.Documents(db, word.Stem))).Where(term => term.Documents > 0).OrderBy(term => term.Documents).ThenBy(term => term.Word.Stem, StringComparer.Ordinal).ToList();
        if (byRarity.Sum(term => term.Documents) <= mostRanked) return null;
        var ranked = 0L;
        // The rarest at least, however common.
        var rare = byRarity.TakeWhile((term, index) => (ranked += term.Documents) <= mostRanked || index == 0).Select(term => MatchExpression.Quote(term.Word.Folded)).ToList();
        var match = string.Join(" OR ", rare);
        return new CommonWords(words, statistics, [.. byRarity.Select(term => term.Word.Stem)], MatchExpression.Excluding(query) is { } excluded ? $"({match}) NOT ({excluded})" : match);
    }

    /// <summary>Ranks candidates by all words, those that stand side by side as in the query counting more.</summary>
    public List<ScoredChunk> Rank(Db db, IReadOnlyList<ScoredChunk> candidates, double pairWeight)
    {
        var ranking = new PassageRanking(db, _statistics, _terms, _words.Zip(_words.Skip(1)).Select(pair => (pair.First.Stem, pair.Second.Stem)), pairWeight);
        return
        [
            .. candidates.Select(chunk => chunk with { Score = db.First("SELECT title, text FROM chunks WHERE id = ?1", row => ranking.Score(row.Text(0), row.Text(1)), chunk.ChunkId) })
                .OrderByDescending(chunk => chunk.Score).ThenBy(chunk => chunk.ChunkId),
        ];
    }
}
