using Cortex.Contract.Search;

namespace Cortex.Contract.Answers;

/// <summary>An answer whose every sentence cites the passages that it stands on.</summary>
public sealed record AskAnswer
{
    /// <summary>False when the library does not hold an answer; then there are no citations.</summary>
    public required bool Answered { get; init; }

    /// <summary>The whole answer with <c>[n]</c> markers.</summary>
    public required string Answer { get; init; }
    public required IReadOnlyList<AnswerSentence> Sentences { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary><c>provider:model</c>; <c>built-in:extractive</c> quotes sentences and writes none.</summary>
    public required string AnsweredBy { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>Why it is not by the model that was chosen; null where it is.</summary>
    public string? Notice { get; init; }
    public required double TookMs { get; init; }
}

/// <summary>One sentence and the numbers of its citations.</summary>
/// <param name="Text">Without markers.</param>
/// <param name="Citations">None where no passage says so.</param>
/// <param name="Supported">Whether the passages that it cites say so; null where it claims nothing, or is in another language than they are.</param>
public sealed record AnswerSentence(string Text, IReadOnlyList<int> Citations, bool? Supported = true);

/// <summary>Where a sentence stands: the item's text from start to end (UTF-16) is the quote, in that revision.</summary>
public sealed record Citation
{
    public required int N { get; init; }
    public required string ItemId { get; init; }
    public required long Revision { get; init; }
    public required string Title { get; init; }
    public required string? SourceUrl { get; init; }
    public required long ChunkId { get; init; }
    public required int Start { get; init; }
    public required int End { get; init; }

    /// <summary>The whole sentence.</summary>
    public required string Quote { get; init; }

    /// <summary>The page of the document that it stands on, counted from 1; null where there are no pages.</summary>
    public int? Page { get; init; }
}
