namespace Cortex.Engine.Answers;

/// <summary>A sentence and how well it answers.</summary>
internal readonly record struct ScoredSentence(PassageSentence Sentence, double Score)
{
    public const int MaxPicked = 3;

    /// <summary>The best, each said once, and no other that falls far behind the first.</summary>
    /// <param name="besideBest">The share of the first one's score that the others must have.</param>
    public static IReadOnlyList<PassageSentence> Best(IReadOnlyList<ScoredSentence> bestFirst, double besideBest)
    {
        var picked = new List<PassageSentence>();
        var quotes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (sentence, _) in bestFirst.TakeWhile(scored => scored.Score >= bestFirst[0].Score * besideBest && picked.Count < MaxPicked))
        {
            // Chunks overlap, and people save things twice.
            if (quotes.Add(sentence.Quote)) picked.Add(sentence);
        }

        return picked;
    }

    public static List<ScoredSentence> BestFirst(IEnumerable<ScoredSentence> scored) =>
        [.. scored.OrderByDescending(s => s.Score).ThenBy(s => s.Sentence.Passage.ChunkId).ThenBy(s => s.Sentence.Start)];
}
