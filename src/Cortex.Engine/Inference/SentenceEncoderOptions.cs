using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference;

/// <summary>How a sentence encoder works.</summary>
public sealed record SentenceEncoderOptions
{
    /// <summary>Threads that batches may take at a time, whoever asks for them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where texts are cut, in tokens with the two that enclose them; never more than the model has positions for.</summary>
    public int MaxTokens { get; init; } = WordPieceTokenizer.DefaultMaxTokens;

    /// <summary>Null takes the best that the machine has.</summary>
    public SimdLevel? Simd { get; init; }
}
