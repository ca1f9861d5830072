namespace Cortex.Engine.VectorSearch;

/// <summary>The best of the rows that were offered. Which they are does not depend on the order they come in.</summary>
/// <remarks>
/// They gather until there are about twice as many as are kept, and then the worse half goes: for hundreds of rows that is
/// a fraction of the work of a heap, which finds a place for each.
/// </remarks>
/// <param name="capacity">How many are kept, at least one.</param>
/// <param name="passageOf">The passage of a row, which decides between equal scores; asked only then, because the memory it lies in is far away.</param>
internal sealed class Contenders(int capacity, Func<int, long> passageOf)
{
    private const int LeastRoom = 64, MostRoom = 1 << 16;

    private readonly Contender[] _gathered = new Contender[capacity + Math.Clamp(capacity, LeastRoom, MostRoom)];
    private int _count;
    private Contender? _worst;

    /// <summary>A lower score need not be offered; an equal one may still win.</summary>
    public float Threshold => _worst?.Score ?? float.NegativeInfinity;

    /// <summary>In no order.</summary>
    public ReadOnlySpan<Contender> Best()
    {
        if (_count > capacity) Cut();
        return _gathered.AsSpan(0, _count);
    }

    public bool Takes(Contender contender) => _worst is not { } worst || IsBetter(contender, worst);

    public void Offer(Contender contender)
    {
        if (!Takes(contender)) return;
        _gathered[_count++] = contender;
        if (_count == _gathered.Length) Cut();
    }

    // Brings the best to the front, the worst of them last (quickselect).
    private void Cut()
    {
        int from = 0, to = _count - 1;
        while (from < to)
        {
            var middle = _gathered[from + ((to - from) / 2)];
            int low = from, high = to;
            while (low <= high)
            {
                while (IsBetter(_gathered[low], middle)) low++;
                while (IsBetter(middle, _gathered[high])) high--;
                if (low > high) break;
                (_gathered[low], _gathered[high]) = (_gathered[high], _gathered[low]);
                low++;
                high--;
            }

            if (capacity - 1 <= high) to = high;
            else if (capacity - 1 >= low) from = low;
            else break;
        }

        _count = capacity;
        _worst = _gathered[capacity - 1];
    }

    private bool IsBetter(Contender one, Contender other) => one.Score > other.Score || (one.Score == other.Score && passageOf(one.Row) < passageOf(other.Row));
}
