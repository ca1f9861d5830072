using Cortex.Contract.Digests;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Language;
using Cortex.Engine.Storage;
using Cortex.Engine.Understanding;

namespace Cortex.Engine.Digest;

/// <summary>What recent items are about together: near in meaning where they have vectors, else by concepts that they share.</summary>
internal static class Themes
{
    private const int MostItems = 100, PassagesAnItem = 6, Most = 5, LabelItems = 6, CharactersAnItem = 1500, ConceptsAnItem = 4;
    private const double LeastCosine = 0.5;

    public static IReadOnlyList<DigestTheme> Of(Db db, IReadOnlyList<string> recent, CancellationToken cancellation)
    {
        var items = recent.Take(MostItems).Select(id => Load(db, id)).OfType<RecentItem>().ToList();
        var generation = Generations.Active(db);
        var vectors = generation is null ? [] : items.ToDictionary(item => item.Id, item => Mean(VectorStore.OfItem(db, generation, item.Pk, PassagesAnItem)), StringComparer.Ordinal);
        var near = Cluster(items, vectors).Select(cluster => new DigestTheme(Label(cluster, cancellation), [.. cluster.Select(item => item.Id)]));
        var without = items.Where(item => vectors.GetValueOrDefault(item.Id) is null).ToList();
        return [.. near.Concat(ByConcepts(without, cancellation)).Where(theme => theme.Label.Length > 0).OrderByDescending(theme => theme.ItemIds.Count).DistinctBy(theme => theme.Label, StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    private static RecentItem? Load(Db db, string id) => db.First("SELECT i.pk, i.title, substr(coalesce(r.text, r.content, ''), 1, ?2) FROM items i LEFT JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.id = ?1 AND i.deleted_at IS NULL",
        row => new RecentItem(row.Long(0), id, row.Text(1), row.Text(2)), id, CharactersAnItem);

    // Each joins the cluster whose middle is nearest; the newest begin them.
    private static IEnumerable<List<RecentItem>> Cluster(List<RecentItem> items, Dictionary<string, float[]?> vectors)
    {
        var clusters = new List<(List<RecentItem> Items, float[] Sum)>();
        foreach (var item in items)
        {
            if (vectors.GetValueOrDefault(item.Id) is not { } vector) continue;
            var best = clusters.Select((cluster, index) => (Index: index, Cosine: Cosine(cluster.Sum, vector))).OrderByDescending(near => near.Cosine).FirstOrDefault((Index: -1, Cosine: 0));
            if (best.Index < 0 || best.Cosine < LeastCosine)
            {
                clusters.Add(([item], [.. vector]));
                continue;
            }

            clusters[best.Index].Items.Add(item);
            for (var i = 0; i < vector.Length; i++) clusters[best.Index].Sum[i] += vector[i];
        }

        return clusters.Where(cluster => cluster.Items.Count > 1).Select(cluster => cluster.Items);
    }

    // The weightiest concept that more than one of them has.
    private static string Label(List<RecentItem> items, CancellationToken cancellation)
    {
        var concepts = items.Take(LabelItems).SelectMany(item => Concepts(item, cancellation)).ToList();
        var shared = concepts.GroupBy(concept => concept.Key, StringComparer.Ordinal).Where(group => group.Select(concept => concept.Item).Distinct(StringComparer.Ordinal).Count() > 1)
            .OrderByDescending(group => group.Sum(concept => concept.Weight)).FirstOrDefault();
        return (shared ?? concepts.OrderByDescending(concept => concept.Weight).GroupBy(concept => concept.Key, StringComparer.Ordinal).FirstOrDefault())?.First().Phrase ?? "";
    }

    private static IEnumerable<DigestTheme> ByConcepts(List<RecentItem> items, CancellationToken cancellation)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in items.SelectMany(item => Concepts(item, cancellation)).GroupBy(concept => concept.Key, StringComparer.Ordinal).OrderByDescending(group => group.Sum(concept => concept.Weight)))
        {
            var ids = group.Select(concept => concept.Item).Distinct(StringComparer.Ordinal).Where(id => !taken.Contains(id)).ToList();
            if (ids.Count < 2) continue;
            taken.UnionWith(ids);
            yield return new DigestTheme(group.First().Phrase, ids);
        }
    }

    // With the parts of each: "heat pump" is what "heat pump prices" and "heat pump noise" share.
    private static IEnumerable<(string Item, string Key, string Phrase, double Weight)> Concepts(RecentItem item, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var concept in BuiltInExtractor.Extract(new ExtractionInput(item.Text, [], item.Title), cancellation).Concepts.Take(ConceptsAnItem))
        {
            var words = WordScanner.List(concept.Phrase);
            for (var length = words.Count; length >= 1; length--)
            {
                for (var first = 0; first + length <= words.Count; first++)
                {
                    var key = string.Join(' ', words.Skip(first).Take(length).Select(word => word.Stem));
                    if (seen.Add(key)) yield return (item.Id, key, concept.Phrase[words[first].Start..words[first + length - 1].End], concept.Weight * length);
                }
            }
        }
    }

    private static float[]? Mean(List<(long ChunkId, float[] Vector)> passages)
    {
        if (passages.Count == 0) return null;
        var sum = new float[passages[0].Vector.Length];
        foreach (var (_, vector) in passages)
        {
            for (var i = 0; i < sum.Length; i++) sum[i] += vector[i];
        }

        var length = MathF.Sqrt(sum.Sum(value => value * value));
        return length == 0 ? null : [.. sum.Select(value => value / length)];
    }

    private static double Cosine(float[] sum, float[] unit)
    {
        double dot = 0, square = 0;
        for (var i = 0; i < sum.Length; i++) (dot, square) = (dot + (sum[i] * unit[i]), square + (sum[i] * sum[i]));
        return square == 0 ? 0 : dot / Math.Sqrt(square);
    }

    private sealed record RecentItem(long Pk, string Id, string Title, string Text);
}
