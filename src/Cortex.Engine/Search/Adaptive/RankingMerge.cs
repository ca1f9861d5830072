namespace Cortex.Engine.Search.Adaptive;

/// <summary>Brings rankings of several queries together. Scores never rise on the way down.</summary>
internal static class RankingMerge
{
    private const double PartsWeight = 0.5;

    /// <summary>The whole query's ranking, what bears on the parts raised: more, the more of them it bears on.</summary>
    public static List<RankedItem> Parts(IReadOnlyList<IReadOnlyList<RankedItem>> rankings, int items)
    {
        var found = rankings.Skip(1).Reverse().Append(rankings[0]).SelectMany(ranking => ranking).GroupBy(item => item.ItemPk).ToDictionary(group => group.Key, group => group.Last());
        var whole = rankings[0].ToDictionary(item => item.ItemPk, item => item.Score);
        var parts = rankings.Skip(1).Select(ranking => ranking.ToDictionary(item => item.ItemPk, item => ranking[0].Score > 0 ? item.Score / ranking[0].Score : 0)).ToList();
        var best = rankings[0].Count > 0 && rankings[0][0].Score > 0 ? rankings[0][0].Score : 1;
        return
        [
            .. found.Values.Select(item => item with { Score = (whole.GetValueOrDefault(item.ItemPk) / best) + (PartsWeight * parts.Sum(part => part.GetValueOrDefault(item.ItemPk)) / parts.Count) })
                .OrderByDescending(item => item.Score).ThenBy(item => item.ItemPk).Take(items),
        ];
    }

    public static List<RankedItem> TypedFirst(IReadOnlyList<RankedItem> kept, IReadOnlyList<RankedItem> now, int items)
    {
        var typed = kept.Where(item => item.Words is not null).Select(item => item.ItemPk).ToHashSet();
        return Falling(now.Where(item => typed.Contains(item.ItemPk)).Concat(kept.Where(item => item.Words is not null)).Concat(now).Concat(kept), items);
    }

    public static List<RankedItem> After(IReadOnlyList<RankedItem> kept, IReadOnlyList<RankedItem> now, int items) => Falling(kept.Concat(now), items);

    private static List<RankedItem> Falling(IEnumerable<RankedItem> items, int count)
    {
        var last = double.MaxValue;
        return [.. items.DistinctBy(item => item.ItemPk).Take(count).Select(item => item with { Score = last = Math.Min(last, item.Score) })];
    }
}
