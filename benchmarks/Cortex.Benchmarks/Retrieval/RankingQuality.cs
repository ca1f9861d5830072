namespace Cortex.Benchmarks.Retrieval;

/// <summary>How good rankings are, the mean over all queries; the formulas of benchmarks/README.md.</summary>
internal sealed class RankingQuality
{
    private const int Depth = 10;
    private double _ndcg, _recall;
    private int _queries;

    public double Ndcg => _ndcg / _queries;
    public double Recall => _recall / _queries;

    /// <param name="ranking">Up to 100 documents, best first.</param>
    /// <param name="relevance">Of each document that has any.</param>
    public void Add(IReadOnlyList<int> ranking, Dictionary<int, int> relevance)
    {
        var ideal = Gain(relevance.Values.OrderDescending());
        _ndcg += ideal == 0 ? 0 : Gain(ranking.Select(document => relevance.GetValueOrDefault(document))) / ideal;
        _recall += relevance.Count == 0 ? 0 : (double)ranking.Count(relevance.ContainsKey) / relevance.Count;
        _queries++;
    }

    private static double Gain(IEnumerable<int> relevances) => relevances.Take(Depth).Select((r, index) => (Math.Pow(2, r) - 1) / Math.Log2(index + 2)).Sum();
}
