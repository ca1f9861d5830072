namespace Cortex.Engine.Understanding;

/// <summary>What became of an extraction when it was held against its text.</summary>
/// <param name="Kept">The extraction without what does not stand in the text.</param>
/// <param name="Reasons">Why it is poor, for a person; empty: it is good.</param>
public sealed record ExtractionJudgement(Extraction Kept, IReadOnlyList<string> Reasons)
{
    public bool IsGood => Reasons.Count == 0;
}
