namespace Cortex.Engine.Answers;

/// <summary>A sentence and how well it answers.</summary>
internal readonly record struct ScoredSentence(PassageSentence Sentence, double Score)
{
    private const int MaxPicked = 3;

    /// <summary>A further sentence must be this good beside the best.</summary>
    private const double BesideBest = 0.6;

    /// <summary>The best, each said once, and no other that falls far behind the first.</summary>
    public static IReadOnlyList<PassageSentence> Best(IReadOnlyList<ScoredSentence> bestFirst)
    {
        var picked = new List<PassageSentence>();
        var quotes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (sentence, _) in bestFirst.TakeWhile(scored => scored.Score >= bestFirst[0].Score * BesideBest && picked.Count < MaxPicked))
        {
            // Chunks overlap, and people save things twice.
            if (quotes.Add(sentence.Quote)) picked.Add(sentence);
        }

        return picked;
    }

    public static List<ScoredSentence> BestFirst(IEnumerable<ScoredSentence> scored) =>
        [.. scored.OrderByDescending(s => s.Score).ThenBy(s => s.Sentence.Passage.ChunkId).ThenBy(s => s.Sentence.Start)];
}
