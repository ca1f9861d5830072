namespace Cortex.Contract.Models;

/// <summary>The models that are in use, and the one that is being changed to.</summary>
public sealed record ModelsReport
{
    /// <summary>Whose vectors are searched; null until something was embedded.</summary>
    public required EmbeddingModel? Embedding { get; init; }

    /// <summary>Whose vectors are being made, to take its place; null when none are.</summary>
    public required EmbeddingModel? Building { get; init; }
}

/// <param name="Name"><c>provider:model</c>.</param>
/// <param name="File">Its file; null for the built-in one.</param>
/// <param name="Dimensions">Of its vectors.</param>
public sealed record EmbeddingModel(string Name, string? File, int Dimensions);

/// <summary>Which model is to embed the library: a file of this machine, or a provider's model; neither: the built-in one.</summary>
/// <param name="File">A sentence encoder as GGUF.</param>
/// <param name="Model"><c>provider:model</c>.</param>
/// <param name="Agreed">That the library's text is sent to a provider in the cloud. Without it the answer says what would be sent.</param>
public sealed record UseModelRequest(string? File = null, string? Model = null, bool Agreed = false);
