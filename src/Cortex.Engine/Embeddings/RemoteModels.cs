using System.Collections.Concurrent;
using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine.Providers;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>Models of providers as sources of vectors: what they are, and which of them failed last, so that nobody waits for one that is dead.</summary>
public sealed class RemoteModels(ModelRouter router)
{
    // A person waits for what is found.
    private static readonly TimeSpan Query = TimeSpan.FromSeconds(1.5);
    private readonly ConcurrentDictionary<string, CortexException> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether a generation was made by a provider, and by which model.</summary>
    public static bool Made(Generation generation, out ModelId model) => ModelId.TryParse(generation.Model, out model) && model.Provider is not (EmbeddingModels.BuiltIn or EmbeddingModels.ModelFileProvider);

    public static bool Made(Generation generation) => Made(generation, out _);

    /// <summary>Why the model that made a generation gave no vectors when it was last asked; null: it did, or was not asked yet.</summary>
    public CortexException? Trouble(Generation generation) => _failed.GetValueOrDefault(generation.Model);

    /// <summary>Asks a model for one vector, which tells how many dimensions it has.</summary>
    /// <exception cref="CortexException">it is not there, or not allowed</exception>
    public async Task<ModelDescription> DescribeAsync(ModelId model, CancellationToken cancellation)
    {
        using var generator = router.EmbeddingsToTry(model);
        var made = await generator.GenerateAsync(["How many dimensions?"], options: null, cancellation);
        if (made.Count != 1 || made[0].Vector.Length == 0) throw new CortexException(ErrorCode.ModelInvalid, $"{model} gave no vector. `cortex models` lists models that embed.");
        var dimensions = made[0].Vector.Length;
        return new ModelDescription(string.Create(CultureInfo.InvariantCulture, $"{model}:{dimensions}"), model.ToString(), Location: null, AddressOf(router.Provider(model)), dimensions);
    }

    /// <summary>What makes more vectors of a generation.</summary>
    /// <exception cref="CortexException">not allowed, or not where it was agreed to</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Generator(Generation generation) => Open(generation, prompts => prompts.Passage, timeout: null);

    /// <summary>The vector of a query, soon or not at all.</summary>
    /// <exception cref="CortexException">it did not come</exception>
    public async Task<float[]> EncodeAsync(Generation generation, string text, CancellationToken cancellation)
    {
        using var generator = Open(generation, prompts => prompts.Query, Query);
        var made = await generator.GenerateAsync([text], options: null, cancellation);
        if (made.Count != 1 || made[0].Vector.Length != generation.Dimensions) throw new CortexException(ErrorCode.ModelInvalid, $"{generation.Model} gave a vector of other dimensions than it did. `cortex models use {generation.Model}` makes all anew.");
        return made[0].Vector.ToArray();
    }

    private Noted Open(Generation generation, Func<EmbeddingPrompts, string> prompt, TimeSpan? timeout)
    {
        if (!Made(generation, out var model)) throw new CortexException(ErrorCode.Internal, $"{generation.Model} is no provider's model.");
        try
        {
            var provider = router.Provider(model);
            // Agreed to was another place: what is there now may be somebody else.
            if (!ModelRouter.IsLocal(provider) && AddressOf(provider) != generation.Fingerprint)
                throw new ProviderException(model.Provider, ProviderFailure.NotAllowed, $"{provider.Name} is at {provider.Address!.Host} now, and was elsewhere when the library was embedded by it. `cortex models use {model} --yes` allows that.");
            return new Noted(new WindowedEmbeddings(new EmbeddingPrompts.Prompted(router.Embeddings(model, timeout), prompt(EmbeddingPrompts.Of(model.Model))), generation.Dimensions), error => Note(generation, error));
        }
        catch (CortexException error)
        {
            Note(generation, error);
            throw;
        }
    }

    private void Note(Generation generation, CortexException? error)
    {
        if (error is null) _failed.TryRemove(generation.Model, out _);
        else _failed[generation.Model] = error;
    }

    private static string AddressOf(IModelProvider provider) => provider.Address?.GetLeftPart(UriPartial.Authority) ?? "";

    private sealed class Noted(IEmbeddingGenerator<string, Embedding<float>> inner, Action<CortexException?> note) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            try
            {
                var made = await base.GenerateAsync(values, options, cancellationToken);
                note(null);
                return made;
            }
            catch (CortexException error)
            {
                note(error);
                throw;
            }
        }
    }
}
