namespace Cortex.Engine.VectorSearch;

/// <summary>How far the tables of a library have come. Both numbers only grow within an epoch, also past rows that are gone.</summary>
internal sealed record TablePosition(string Epoch, long Vectors, long Removals)
{
    /// <summary>Whether everything up to <paramref name="other"/> is known here.</summary>
    public bool Covers(TablePosition other) => Epoch == other.Epoch && Vectors >= other.Vectors && Removals >= other.Removals;

    public bool IsAheadOf(TablePosition other) => Vectors > other.Vectors || Removals > other.Removals;
}
