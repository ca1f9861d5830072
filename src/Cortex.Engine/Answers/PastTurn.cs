namespace Cortex.Engine.Answers;

/// <summary>One of the last questions of a conversation and its answer.</summary>
/// <param name="Asked">The question with what "it" and "that" stood for.</param>
/// <param name="Titles">Of the items that the answer cites.</param>
/// <param name="Chunks">The passages that the answer cites.</param>
public sealed record PastTurn(string Question, string Asked, string Answer, IReadOnlyList<string> Titles, IReadOnlyList<long> Chunks)
{
    /// <summary>What came before the last so many is forgotten.</summary>
    public const int Most = 6;
}
