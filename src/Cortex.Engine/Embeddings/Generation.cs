namespace Cortex.Engine.Embeddings;

public enum GenerationStatus
{
    /// <summary>Being made in the background, to take the place of the active one.</summary>
    Building,

    /// <summary>What is searched.</summary>
    Active,

    /// <summary>Its vectors are on their way out.</summary>
    Retired,
}

/// <summary>A set of vectors that one model made. Vectors of different models never mix.</summary>
/// <param name="Key">Names the model's bytes and where texts are cut.</param>
/// <param name="Model"><c>provider:model</c>.</param>
/// <param name="Location">The model's file; null for the built-in one, which is found anew each time.</param>
/// <param name="Fingerprint">The file's, when its bytes were looked at.</param>
public sealed record Generation(long Id, string Key, string Model, string? Location, string Fingerprint, int Dimensions, GenerationStatus Status);
