using System.Runtime.CompilerServices;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Answers;

/// <summary>
/// Sentences about nothing in particular. How close a question comes to the nearest of them is what its form alone is worth:
/// "how long does it take" comes close to everything that takes long.
/// </summary>
internal sealed class Background
{
    private const int Nearest = 12;
    private static readonly ConditionalWeakTable<SentenceEncoder, Background> Made = [];
    private readonly float[][] _vectors;

    private Background(SentenceEncoder encoder)
    {
        using var reader = new StreamReader(typeof(Background).Assembly.GetManifestResourceStream("Answers/Background.txt")!);
        var sentences = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _vectors = [.. encoder.EncodeTokens(sentences).Select(sentence => sentence.Vector)];
    }

    public static Background Of(SentenceEncoder encoder) => Made.GetValue(encoder, key => new Background(key));

    public double Closeness(EncodedText question) => _vectors.Select(vector => (double)EncodedText.Dot(vector, question.Vector)).OrderDescending().Take(Nearest).Average();
}
