using Cortex.Engine.Network;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>Anthropic, over its own SDK; who is asked, who answers and what goes wrong is ours.</summary>
public sealed class AnthropicProvider : IModelProvider
{
    private readonly ProviderOptions _options;
    private readonly Lazy<HttpClient> _chat;
    private readonly AnthropicModels _models, _check;

    public AnthropicProvider(ProviderOptions options)
    {
        _options = options;
        _chat = new Lazy<HttpClient>(() => NewHttp(NetworkPurpose.Chat));
        _models = new AnthropicModels(new Lazy<HttpClient>(() => NewHttp(NetworkPurpose.Models)));
        _check = new AnthropicModels(new Lazy<HttpClient>(() => NewHttp(NetworkPurpose.KeyCheck)));
    }

    public string Id => BuiltInProviders.Anthropic;
    public string Name => "Anthropic";
    public Uri Address => _options.AnthropicBaseUrl;
    public bool NeedsKey => true;

    public IChatClient Chat(string model) => new AnthropicChat(model, _options.AnthropicBaseUrl, _chat, Key);

    /// <summary>It makes none.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model) => null;

    public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => _models.ListAsync(limit: 1000, cancellation);

    public async Task<string?> TestAsync(CancellationToken cancellation)
    {
        await _check.ListAsync(limit: 1, cancellation);
        return null;
    }

    private string Key() => _options.Key(Id) is { Length: > 0 } key ? key
        : throw new ProviderException(Id, ProviderFailure.Unauthorized, "There is no key for Anthropic. `cortex login anthropic` takes one; ANTHROPIC_API_KEY works as well.");

    private HttpClient NewHttp(NetworkPurpose purpose) =>
        _options.NewHttp(_options.AnthropicBaseUrl, purpose, around: inner => new AnthropicFailures(new AnthropicKey(inner, Key), _options.AnthropicBaseUrl, _options.Time));
}
