using Cortex.Engine.Inference.Kernels;

namespace Cortex.Engine.Inference;

/// <summary>How a sentence encoder works.</summary>
public sealed record SentenceEncoderOptions
{
    /// <summary>Threads that batches may take at a time, whoever asks for them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether batches run at the usual priority, because somebody waits for them, and not at the system's lowest,
    /// where they leave the cores to whatever else wants them.
    /// </summary>
    public bool BatchesInForeground { get; init; }

    /// <summary>Where texts are cut, in tokens with the two that enclose them; never more than the model has positions for.</summary>
    public int MaxTokens { get; init; } = WordPieceTokenizer.DefaultMaxTokens;

    /// <summary>Null takes the best that the machine has.</summary>
    public SimdLevel? Simd { get; init; }
}
