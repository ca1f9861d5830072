using System.Numerics;
using Cortex.Engine.VectorSearch.Files;

namespace Cortex.Engine.VectorSearch;

/// <summary>The rows of one generation at one position of the tables; does not change. First those of the file, then those in memory.</summary>
internal sealed class VectorView(VectorFile? file, MemoryBlock[] blocks, int inMemory, ulong[] gone, TablePosition position)
{
    public TablePosition Position => position;

    /// <summary>Those that are gone too.</summary>
    public int Rows => InFile + inMemory;

    public int InFile => file?.Header.Rows ?? 0;
    public int InMemory => inMemory;
    public int Gone { get; } = gone.Sum(BitOperations.PopCount);

    /// <summary>One bit a row; shorter than the rows where none is gone any more.</summary>
    public ulong[] GoneBits => gone;

    public MemoryBlock[] Blocks => blocks;

    public bool IsGone(int row) => row >> 6 is var word && word < gone.Length && (gone[word] >> row & 1) != 0;

    /// <summary>The columns that a row is in, the number of the first row there, and how many there are.</summary>
    public (VectorRows Rows, int First, int Count) Locate(int row)
    {
        if (row < InFile) return (file!.Rows, 0, InFile);
        var block = (row - InFile) / MemoryBlock.Capacity;
        var before = block * MemoryBlock.Capacity;
        return (blocks[block].Rows, InFile + before, Math.Min(MemoryBlock.Capacity, inMemory - before));
    }

    public unsafe long PassageOf(int row)
    {
        var (rows, first, _) = Locate(row);
        return rows.ChunkIds[row - first];
    }
}
