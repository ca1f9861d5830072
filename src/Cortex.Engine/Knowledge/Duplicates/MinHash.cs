using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Cortex.Engine.Knowledge.Duplicates;

/// <summary>
/// The least value that each of 128 hash functions takes over a set. Of two sets, the share of functions with the same least value
/// estimates how much of their union they have in common (the Jaccard index), with a standard error of 0.035 at 0.8.
/// </summary>
internal sealed class MinHash
{
    public const int Length = 128;
    private static readonly uint[] Multipliers = Odd(Length);
    private readonly uint[] _least = new uint[Length];
    private uint _last;
    private bool _any;

    public MinHash() => Array.Fill(_least, uint.MaxValue);

    /// <summary>Adds an element, by a hash whose bits are well mixed.</summary>
    public void Add(uint element)
    {
        // One word over and over is one element.
        if (_any && element == _last) return;
        _last = element;
        _any = true;
        var all = Vector256.Create(element);
        for (var i = 0; i < Length; i += Vector256<uint>.Count)
        {
            var hash = all * Vector256.LoadUnsafe(ref Multipliers[i]);
            hash = (hash ^ (hash >>> 15)) * Vector256.Create(0x85EBCA6Bu);
            hash ^= hash >>> 13;
            Vector256.Min(Vector256.LoadUnsafe(ref _least[i]), hash).StoreUnsafe(ref _least[i]);
        }
    }

    /// <summary>Writes the lower 16 bits of each value: two that differ look equal once in 65,536 times.</summary>
    public void CopyTo(Span<byte> target)
    {
        for (var i = 0; i < Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(target[(i * sizeof(ushort))..], (ushort)_least[i]);
    }

    // SplitMix64 from a fixed start: the same on every machine and for ever, because its results are stored.
    private static uint[] Odd(int count)
    {
        var multipliers = new uint[count];
        var state = 0x436F72746578UL;
        for (var i = 0; i < count; i++)
        {
            state += 0x9E3779B97F4A7C15;
            multipliers[i] = (uint)(Mix(state) >> 32) | 1;
        }

        return multipliers;
    }

    /// <summary>Spreads what differs over all bits.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
