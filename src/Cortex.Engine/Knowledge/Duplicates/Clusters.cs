namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>Items that are alike by one or more steps, each such set known by its first item.</summary>
internal sealed class Clusters
{
    private readonly Dictionary<long, long> _towards = [];

    public void Join(long one, long other)
    {
        var (a, b) = (First(one), First(other));
        if (a != b) _towards[Math.Max(a, b)] = Math.Min(a, b);
    }

    public long First(long item)
    {
        var first = item;
        while (_towards.TryGetValue(first, out var next)) first = next;
        // What was walked once is not walked again.
        while (item != first)
        {
            var next = _towards[item];
            _towards[item] = first;
            item = next;
        }

        return first;
    }
}
