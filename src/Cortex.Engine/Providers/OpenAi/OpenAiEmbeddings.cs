using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using SdkOptions = OpenAI.Embeddings.EmbeddingGenerationOptions;

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>A model's vectors, in the order of the texts, however the server orders them.</summary>
internal sealed class OpenAiEmbeddings(EmbeddingClient client, OpenAiServer server, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    // OpenAI takes 2,048 texts and 300,000 tokens at once; a server of one's own works them one after the other.
    private const int BatchSize = 128;
    private readonly EmbeddingGeneratorMetadata _metadata = new(BuiltInProviders.OpenAi, server.Address, model);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        server.RequireKey();
        var all = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var batch in values.Chunk(BatchSize))
        {
            try
            {
                var answer = (await client.GenerateEmbeddingsAsync(batch, new SdkOptions { Dimensions = options?.Dimensions }, cancellationToken)).Value;
                all.AddRange(InOrder(answer, batch.Length));
                if (answer.Usage is { } usage) (all.Usage ??= new UsageDetails()).Add(new UsageDetails { InputTokenCount = usage.InputTokenCount, TotalTokenCount = usage.TotalTokenCount });
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                throw server.Failure(error, model);
            }
        }

        return all;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The connections are the provider's.
    }

    private Embedding<float>[] InOrder(OpenAIEmbeddingCollection answer, int count)
    {
        var vectors = new Embedding<float>?[count];
        foreach (var embedding in answer)
        {
            var vector = embedding.ToFloats();
            if (embedding.Index < 0 || embedding.Index >= count || vectors[embedding.Index] is not null || vector.Length == 0) throw Bad();
            vectors[embedding.Index] = new Embedding<float>(vector) { ModelId = answer.Model is { Length: > 0 } answered ? answered : model };
        }

        if (vectors.Any(vector => vector is null || vector.Vector.Length != vectors[0]?.Vector.Length)) throw Bad();
        return vectors!;
    }

    private ProviderException Bad() => new(BuiltInProviders.OpenAi, ProviderFailure.BadAnswer, $"{server.Name} did not answer with one vector for each text. Does {model} make vectors? `cortex models` lists the models.");
}
