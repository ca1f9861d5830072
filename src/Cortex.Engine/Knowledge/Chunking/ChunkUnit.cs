namespace Cortex.Engine.Knowledge.Chunking;

/// <summary>What is never split: a sentence, a heading, some lines of code.</summary>
internal record struct ChunkUnit(int Start, int End, int Tokens)
{
    /// <summary>Starts a section.</summary>
    public bool IsHeading { get; set; }

    /// <summary>Starts a paragraph, list item or the like.</summary>
    public bool StartsBlock { get; set; }

    /// <summary>A heading that must not end a chunk.</summary>
    public bool Sticks { get; set; }

    /// <summary>No token boundary lies before it, so that its tokens do not add up with those before.</summary>
    public bool IsGlued { get; set; }

    /// <summary>The white space before it, in pieces.</summary>
    public int GapCost { get; set; }

    /// <summary>At least 1, so that a chunk has a bounded number of units.</summary>
    public readonly int Cost => Math.Max(1, ChunkLimits.Cost(Tokens, End - Start));
}
