using System.Text.Json.Serialization;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Processing;
using Cortex.Engine.Understanding;

namespace Cortex.Engine.Processing;

/// <summary>How far an item's revision is. What is stored of it are ids and counts; texts go from node to node within one job.</summary>
internal sealed record ProcessingState
{
    public required long ItemPk { get; init; }
    public required long Revision { get; init; }
    public string? Format { get; init; }
    public string? Language { get; init; }
    public int? Passages { get; init; }

    /// <summary>How the stage <c>meaning</c> ended; <c>waiting</c> where it was not waited for.</summary>
    public string? Meaning { get; init; }

    /// <summary>How often a model was asked.</summary>
    public int Tries { get; init; }

    /// <summary>Who made what is kept.</summary>
    public string? Model { get; init; }

    /// <summary>Why the last extraction is poor.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Why a model's answer was not taken.</summary>
    public string? Note { get; init; }
    public int? Connections { get; init; }

    [JsonIgnore]
    public ItemContent? Content { get; init; }

    [JsonIgnore]
    public ParsedDocument? Document { get; init; }

    [JsonIgnore]
    public Extraction? Extraction { get; init; }
}

/// <summary>What came of one attempt to understand a text.</summary>
/// <param name="Extraction">Null: what the model answered holds none.</param>
/// <param name="Failure">Why the model gave no answer; it was then done without.</param>
internal sealed record ExtractionAttempt(Extraction? Extraction, string? Failure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProcessingState))]
[JsonSerializable(typeof(ExtractionAttempt))]
internal sealed partial class ProcessingJson : JsonSerializerContext;
