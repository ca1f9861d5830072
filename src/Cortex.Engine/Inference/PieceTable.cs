using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cortex.Engine.Inference;

/// <summary>
/// The pieces of a vocabulary, hashed over their characters from the front, so that one pass over a word gives the
/// hash of every piece it may begin with. Built once per start: it must fill quickly.
/// </summary>
internal sealed class PieceTable
{
    public const int None = -1;

    // Different seeds keep the pieces that begin a word apart from those that continue one.
    public const uint WordStart = 0x811C9DC5;
    public const uint WordContinuation = 0x9E3779B9;

    private readonly int[] _slots;
    private readonly int _shift;
    private readonly Entry[] _entries;
    private char[] _text;
    private int _textLength;
    private int _count;
    private int _longest;

    public PieceTable(int capacity)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 16) * 2);
        _slots = new int[slots];
        _shift = 32 - BitOperations.Log2((uint)slots);
        _entries = new Entry[capacity];
        _text = new char[capacity * 8];
    }

    /// <summary>Of two equal pieces the first counts. The table must have been made large enough.</summary>
    public void Add(uint seed, ReadOnlySpan<char> piece, int token)
    {
        var hash = seed;
        foreach (var c in piece)
        {
            hash = Mix(hash, c);
        }

        var slot = SlotOf(hash);
        while (_slots[slot] != 0)
        {
            if (Matches(_slots[slot] - 1, hash, seed, piece))
            {
                return;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        if (_textLength + piece.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + piece.Length));
        }

        piece.CopyTo(_text.AsSpan(_textLength));
        _entries[_count] = new Entry(hash, seed, _textLength, piece.Length, token);
        _slots[slot] = ++_count;
        _textLength += piece.Length;
        _longest = Math.Max(_longest, piece.Length);
    }

    /// <summary>The token of the longest piece a word begins with, and its length; <see cref="None"/> where no piece does.</summary>
    [SkipLocalsInit]
    public int FindLongest(uint seed, ReadOnlySpan<char> word, out int length)
    {
        length = Math.Min(word.Length, _longest);
        Span<uint> hashes = stackalloc uint[WordPieceScan.WordCapacity];
        var hash = seed;
        for (var i = 0; i < length; i++)
        {
            hashes[i] = hash = Mix(hash, word[i]);
        }

        for (; length > 0; length--)
        {
            hash = hashes[length - 1];
            for (var slot = SlotOf(hash); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            {
                if (Matches(_slots[slot] - 1, hash, seed, word[..length]))
                {
                    return _entries[_slots[slot] - 1].Token;
                }
            }
        }

        return None;
    }

    private bool Matches(int index, uint hash, uint seed, ReadOnlySpan<char> piece)
    {
        ref readonly var entry = ref _entries[index];
        return entry.Hash == hash && entry.Seed == seed && entry.Length == piece.Length
            && piece.SequenceEqual(_text.AsSpan(entry.Start, entry.Length));
    }

    private static uint Mix(uint hash, char c) => (hash ^ c) * 0x01000193;

    private int SlotOf(uint hash) => (int)((hash * 0x9E3779B1) >> _shift);

    private readonly record struct Entry(uint Hash, uint Seed, int Start, int Length, int Token);
}
