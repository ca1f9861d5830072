using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Vectors by a model of Ollama's, in batches.</summary>
internal sealed class OllamaEmbeddings(string model, OllamaConnection connection, string? keepAlive) : IEmbeddingGenerator<string, Embedding<float>>
{
    // It works them one after the other: more would only make a stop wait.
    private const int AtOnce = 32, MostDimensions = 16 * 1024;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = new GeneratedEmbeddings<Embedding<float>>();
        long tokens = 0;
        foreach (var texts in values.Chunk(AtOnce))
        {
            using var answer = await connection.PostAsync("api/embed", OllamaRequest.Embed(model, texts, options?.Dimensions, keepAlive), model, cancellationToken);
            var before = made.Count;
            foreach (var vector in answer.RootElement.List("embeddings")) made.Add(new Embedding<float>(Read(vector)) { ModelId = answer.RootElement.Text("model") ?? model });
            if (made.Count - before != texts.Length) throw OllamaFailures.New(ProviderFailure.BadAnswer, $"Ollama gave {made.Count - before} vectors for {texts.Length} texts.");
            tokens += answer.RootElement.Number("prompt_eval_count") ?? 0;
        }

        made.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return made;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(BuiltInProviders.Ollama, defaultModelId: model)
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The connection is the provider's and stays.</summary>
    public void Dispose()
    {
    }

    private float[] Read(JsonElement vector)
    {
        if (vector.ValueKind != JsonValueKind.Array || vector.GetArrayLength() is 0 or > MostDimensions) throw OllamaFailures.New(ProviderFailure.BadAnswer, $"Ollama gave something else than a vector for a text. Look whether {model} is a model that embeds: `cortex models` says so.");
        var values = new float[vector.GetArrayLength()];
        var at = 0;
        foreach (var value in vector.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetSingle(out var number) || !float.IsFinite(number)) throw OllamaFailures.New(ProviderFailure.BadAnswer, "Ollama gave a vector that holds something else than numbers.");
            values[at++] = number;
        }

        return values;
    }
}
