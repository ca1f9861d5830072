using System.Numerics;

namespace Cortex.Engine.Inference;

/// <summary>
/// The pieces of a vocabulary by their characters: one open-addressed table of edges, so that the longest piece at
/// a place is found in one walk, however long the word.
/// </summary>
internal sealed class PieceTrie
{
    /// <summary>Where pieces that begin a word hang.</summary>
    public const int WordStart = 0;

    /// <summary>Where pieces that continue a word hang.</summary>
    public const int WordContinuation = 1;

    public const int None = -1;

    /// <summary>An edge packs the node it leaves (23 bits), the character (16) and the node it reaches (24).</summary>
    private const int MaxNodes = 1 << 23;

    private ulong[] _edges;
    private int[] _tokens;
    private int _nodes = 2;
    private int _shift;

    public PieceTrie(int pieces)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(pieces, 16) * 4);
        _edges = new ulong[capacity];
        _shift = 64 - BitOperations.Log2((uint)capacity);
        _tokens = new int[capacity / 2];
        Array.Fill(_tokens, None);
    }

    /// <summary>False when the trie is full.</summary>
    public bool Add(int root, ReadOnlySpan<char> piece, int token)
    {
        var node = root;
        foreach (var c in piece)
        {
            var next = Step(node, c);
            if (next == None)
            {
                if (_nodes == MaxNodes)
                {
                    return false;
                }

                next = Append(node, c);
            }

            node = next;
        }

        if (_tokens[node] == None)
        {
            _tokens[node] = token;
        }

        return true;
    }

    public int TokenAt(int node) => _tokens[node];

    /// <summary>The node reached by a character, or <see cref="None"/>.</summary>
    public int Step(int node, char c)
    {
        var edges = _edges;
        var key = ((ulong)(uint)node << 16) | c;
        var mask = edges.Length - 1;
        for (var slot = Slot(key); ; slot = (slot + 1) & mask)
        {
            var edge = edges[slot];
            if (edge >> 24 == key && edge != 0)
            {
                return (int)(edge & 0xFF_FFFF);
            }

            if (edge == 0)
            {
                return None;
            }
        }
    }

    private int Append(int node, char c)
    {
        if (_nodes >= _tokens.Length)
        {
            Grow();
        }

        var next = _nodes++;
        Insert((((ulong)(uint)node << 16) | c) << 24 | (uint)next);
        return next;
    }

    private void Insert(ulong edge)
    {
        var slot = Slot(edge >> 24);
        while (_edges[slot] != 0)
        {
            slot = (slot + 1) & (_edges.Length - 1);
        }

        _edges[slot] = edge;
    }

    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> _shift);

    private void Grow()
    {
        var old = _edges;
        var filled = _tokens.Length;
        _edges = new ulong[old.Length * 2];
        _shift--;
        Array.Resize(ref _tokens, filled * 2);
        Array.Fill(_tokens, None, filled, filled);
        foreach (var edge in old)
        {
            if (edge != 0)
            {
                Insert(edge);
            }
        }
    }
}
