using Cortex.Engine.Inference;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.BuiltInEncoder;

/// <summary>The encoder that comes with Cortex: vectors in this process, with no network and no key.</summary>
internal sealed class BuiltInProvider(ProviderOptions options) : IModelProvider
{
    public string Id => BuiltInProviders.BuiltIn;
    public string Name => "The built-in encoder";
    public Uri? Address => null;
    public bool NeedsKey => false;

    public IChatClient? Chat(string model) => null;

    /// <exception cref="ProviderException">it has another model, or its file is not there</exception>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model)
    {
        var (_, cache, name) = Find();
        if (!string.Equals(model, name, StringComparison.OrdinalIgnoreCase))
            throw new ProviderException(Id, ProviderFailure.ModelMissing, $"{Name} is {name}; there is no {model} in it. Choose {Id}:{name}.");
        return new BuiltInEmbeddingGenerator(cache, options.Time);
    }

    public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<ProviderModel>>(() =>
    {
        var (path, cache, name) = Find();
        using var use = cache.Borrow();
        return [new ProviderModel(name, new FileInfo(path).Length, use.Encoder.MaxTokens, Chats: false, Embeds: true)];
    }, cancellation);

    public async Task<string?> TestAsync(CancellationToken cancellation) => (await ListAsync(cancellation))[0].Model;

    private (string Path, EncoderCache Cache, string Name) Find()
    {
        try
        {
            var path = ModelLocator.Find(ModelLocator.EncoderFile);
            var cache = EncoderCache.OfProcess(path);
            using var use = cache.Borrow();
            return (path, cache, use.Encoder.ModelName);
        }
        catch (CortexException error) when (error is not ProviderException)
        {
            throw new ProviderException(Id, ProviderFailure.ModelMissing, error.Message, error);
        }
    }
}
