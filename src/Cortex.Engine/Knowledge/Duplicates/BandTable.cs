using System.Numerics;
using System.Runtime.InteropServices;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// Which items have a key of their fingerprint in common: some 250 bytes an item. It only names candidates, so what is
/// gone or changed may stay in it. No operation takes longer when very many share a key.
/// </summary>
internal sealed class BandTable
{
    // The newest of those that share a key; an older copy is a copy of these too.
    private const int MaxSteps = 48;

    // A place in _entries and one; 0 is none.
    private int[] _heads = new int[1024];
    private Entry[] _entries = new Entry[1024];
    private int _count;

    public void Add(long itemPk, List<int> keys)
    {
        foreach (var key in keys)
        {
            if (_count == _entries.Length) Grow();
            ref var head = ref _heads[key & (_heads.Length - 1)];
            // No library has four billion items; if it had, a wrong candidate would be compared in vain.
            _entries[_count++] = new Entry(key, head, (uint)itemPk);
            head = _count;
        }
    }

    /// <summary>Items that share a key with these: first those that have the first in common, then those that share the most.</summary>
    public List<long> Candidates(List<int> keys, int most)
    {
        Dictionary<uint, int>? shared = null;
        foreach (var (i, key) in keys.Index())
        {
            var at = _heads[key & (_heads.Length - 1)];
            for (var step = 0; at != 0 && step < MaxSteps; step++)
            {
                var entry = _entries[at - 1];
                if (entry.Key == key) CollectionsMarshal.GetValueRefOrAddDefault(shared ??= [], entry.Item, out _) += i == 0 ? keys.Count : 1;
                at = entry.Next;
            }
        }

        return shared is null ? [] : [.. shared.OrderByDescending(item => item.Value).ThenBy(item => item.Key).Take(most).Select(item => (long)item.Key)];
    }

    private void Grow()
    {
        Array.Resize(ref _entries, (int)BitOperations.RoundUpToPowerOf2((uint)_entries.Length + 1));
        _heads = new int[_entries.Length];
        for (var i = 0; i < _count; i++)
        {
            ref var entry = ref _entries[i];
            ref var head = ref _heads[entry.Key & (_heads.Length - 1)];
            entry = entry with { Next = head };
            head = i + 1;
        }
    }

    private readonly record struct Entry(int Key, int Next, uint Item);
}
