using Cortex.Engine.Providers;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>
/// Vectors of passages that were cut for another model: what is longer than this one reads is embedded in two halves, and the mean stands for the
/// whole. What is empty is not sent. Vectors come out in unit length.
/// </summary>
internal sealed class WindowedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, int dimensions) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private const int ShortestHalf = 16;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var said = Enumerable.Range(0, texts.Count).Where(index => !string.IsNullOrWhiteSpace(texts[index])).ToList();
        var vectors = new Embedding<float>[texts.Count];
        Array.Fill(vectors, new Embedding<float>(new float[dimensions]));
        var made = await EmbedAsync(said.ConvertAll(index => texts[index]), options, cancellationToken);
        for (var i = 0; i < said.Count; i++) vectors[said[i]] = new Embedding<float>(made[i]);
        return new GeneratedEmbeddings<Embedding<float>>(vectors);
    }

    // Which of many is too long is found by halves.
    private async Task<List<float[]>> EmbedAsync(List<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellation)
    {
        if (texts.Count == 0) return [];
        try
        {
            var made = await base.GenerateAsync(texts, options, cancellation);
            return [.. made.Select(one => Unit(one.Vector.Span))];
        }
        catch (ProviderException error) when (error.Failure == ProviderFailure.ContextTooLong && (texts.Count > 1 || texts[0].Length >= 2 * ShortestHalf))
        {
            if (texts.Count > 1) return [.. await EmbedAsync(texts[..(texts.Count / 2)], options, cancellation), .. await EmbedAsync(texts[(texts.Count / 2)..], options, cancellation)];
            var halves = await EmbedAsync(Halves(texts[0]), options, cancellation);
            return [Unit([.. halves[0].Zip(halves[1], (one, two) => one + two)])];
        }
    }

    private static List<string> Halves(string text)
    {
        var middle = text.Length / 2;
        var space = text.IndexOf(' ', middle, Math.Min(middle / 4, text.Length - middle));
        if (space > 0) middle = space;
        if (char.IsLowSurrogate(text[middle])) middle--;
        return [text[..middle], text[middle..]];
    }

    private static float[] Unit(ReadOnlySpan<float> vector)
    {
        var squares = 0.0;
        foreach (var value in vector) squares += (double)value * value;
        var length = Math.Sqrt(squares);
        var unit = new float[vector.Length];
        // Of nothing there is no direction: it stays empty.
        for (var i = 0; length > 0 && i < unit.Length; i++) unit[i] = (float)(vector[i] / length);
        return unit;
    }
}
