using System.Text.Json.Serialization;
using Cortex.Contract.Search;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>What shows a discovered connection, as it is kept: a and b are the items of the lower and the higher row.</summary>
internal sealed record StoredEvidence
{
    public SimilarPassages? Similar { get; init; }
    public IReadOnlyList<SharedEntity> Entities { get; init; } = [];
    public long? SecondsApart { get; init; }
}

/// <param name="Cosine">−1 to 1.</param>
internal sealed record SimilarPassages(double Cosine, TextSpan A, TextSpan B);

/// <param name="Name">As one of them writes it.</param>
internal sealed record SharedEntity(string Name, string Type, TextSpan A, TextSpan B);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredEvidence))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

/// <summary>The kinds of evidence as bits of a number.</summary>
[Flags]
internal enum EvidenceKinds
{
    None = 0,
    Similar = 1,
    SharedEntity = 2,
    SavedTogether = 4,
}
