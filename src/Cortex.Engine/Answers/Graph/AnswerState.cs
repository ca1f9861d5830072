using System.Text.Json.Serialization;
using Cortex.Contract.Answers;
using Cortex.Contract.Search;

namespace Cortex.Engine.Answers.Graph;

/// <summary>How far an answer is. Passages are named by their ids; what a model wrote stands nowhere else.</summary>
internal sealed record AnswerState
{
    public required string Question { get; init; }
    public SearchFilters? Filters { get; init; }

    /// <summary>Null: a question by itself, whose answer is not kept.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The message that the answer becomes.</summary>
    public string? MessageId { get; init; }

    /// <summary>The question's number in its conversation, from 0.</summary>
    public int Turn { get; init; }

    /// <summary>In milliseconds since 1970.</summary>
    public required long AskedAt { get; init; }

    /// <summary>The question with what "it" and "that" stand for.</summary>
    public string Asked { get; init; } = "";

    /// <summary>What is searched for, once other words are tried.</summary>
    public string? Search { get; init; }
    public int Rewrites { get; init; }

    /// <summary>What the search brought, best first.</summary>
    public IReadOnlyList<PassageRef> Found { get; init; } = [];

    /// <summary>What the answer may stand on, in the order of its numbers.</summary>
    public IReadOnlyList<PassageRef> Relevant { get; init; } = [];

    /// <summary>Sentences of the library that answer, best first.</summary>
    public IReadOnlyList<SentenceRef> Extract { get; init; } = [];

    /// <summary>What the model wrote, its markers as it wrote them; null: none was asked, or it failed.</summary>
    public string? Draft { get; init; }

    /// <summary>The passages in the order in which the draft cites them.</summary>
    public IReadOnlyList<int> Order { get; init; } = [];
    public string? AnsweredBy { get; init; }

    /// <summary>What it wrote anew; empty where it withdrew it.</summary>
    public string? Correction { get; init; }

    /// <summary>Why the model did not answer.</summary>
    public string? Notice { get; init; }
    public bool NeedsCorrection { get; init; }
    public AskAnswer? Answer { get; init; }
}

/// <summary>A passage that was found, as <see cref="Search.FoundPassage"/>.</summary>
internal sealed record PassageRef(long Chunk, long Item, double Words, double? Cosine);

/// <summary>A sentence of a passage; offsets within it.</summary>
internal sealed record SentenceRef(long Chunk, int Start, int End);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AnswerState))]
[JsonSerializable(typeof(GradedPassages))]
internal sealed partial class AnswerJson : JsonSerializerContext;

/// <summary>What a grading model answers: the numbers of the passages that bear on the question.</summary>
internal sealed record GradedPassages(IReadOnlyList<int> Relevant);
