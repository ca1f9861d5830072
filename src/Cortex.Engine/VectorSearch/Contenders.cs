namespace Cortex.Engine.VectorSearch;

/// <summary>The best of the rows that were offered, in a heap with the worst of them on top. Which they are does not depend on the order.</summary>
internal sealed class Contenders(int capacity)
{
    private readonly Contender[] _heap = new Contender[capacity];
    private int _count;

    public ReadOnlySpan<Contender> All => _heap.AsSpan(0, _count);

    /// <summary>A lower score need not be offered; an equal one may still win.</summary>
    public float Threshold => _count < _heap.Length ? float.NegativeInfinity : _heap[0].Score;

    public bool Takes(Contender contender) => _count < _heap.Length || contender.IsBetterThan(_heap[0]);

    public void Offer(Contender contender)
    {
        if (_count < _heap.Length) Rise(_count++, contender);
        else if (contender.IsBetterThan(_heap[0])) Sink(contender);
    }

    private void Rise(int at, Contender contender)
    {
        while (at > 0 && _heap[(at - 1) / 2] is var parent && parent.IsBetterThan(contender))
        {
            _heap[at] = parent;
            at = (at - 1) / 2;
        }

        _heap[at] = contender;
    }

    private void Sink(Contender contender)
    {
        var at = 0;
        while ((2 * at) + 1 is var child && child < _count)
        {
            if (child + 1 < _count && _heap[child].IsBetterThan(_heap[child + 1])) child++;
            if (!contender.IsBetterThan(_heap[child])) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = contender;
    }
}
