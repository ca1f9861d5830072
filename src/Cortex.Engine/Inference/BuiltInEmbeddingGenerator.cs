using Cortex.Contract.Errors;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Inference;

/// <summary>The built-in encoder behind the interface that all sources of vectors share. One text is a query and goes first; several are a batch.</summary>
public sealed class BuiltInEmbeddingGenerator(EncoderCache cache, TimeProvider time) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Provider = "built-in";

    /// <param name="options">Dimensions, if asked for, must be the model's own.</param>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        return texts.Count == 0 ? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>()) : Task.Run(() => Generate(texts, options, cancellationToken), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
        {
            return null;
        }

        if (serviceType == typeof(EmbeddingGeneratorMetadata))
        {
            using var use = cache.Borrow();
            return new EmbeddingGeneratorMetadata(Provider, null, use.Encoder.ModelName, use.Encoder.Dimensions);
        }

        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>The encoder belongs to the cache and stays.</summary>
    public void Dispose()
    {
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancel)
    {
        using var use = cache.Borrow();
        if (options?.Dimensions is { } wanted && wanted != use.Encoder.Dimensions)
        {
            throw new CortexException(ErrorCode.InvalidArgument, $"The model {use.Encoder.ModelName} gives vectors of {use.Encoder.Dimensions} dimensions, not {wanted}.");
        }

        float[][] vectors = texts.Count == 1 ? [use.Encoder.Encode(texts[0], cancel)] : use.Encoder.EncodeBatch(texts, cancel);
        var now = time.GetUtcNow();
        return new(vectors.Select(vector => new Embedding<float>(vector) { CreatedAt = now, ModelId = use.Encoder.ModelName }));
    }
}
