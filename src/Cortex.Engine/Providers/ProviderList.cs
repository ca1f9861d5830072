using Cortex.Engine.Network;

namespace Cortex.Engine.Providers;

/// <summary>The providers as the settings of the moment make them, made anew only when those change: their connections are kept.</summary>
/// <param name="scriptFile">Takes every speaking model's place; null: none.</param>
/// <param name="key">The key of a provider, read when it is called.</param>
public sealed class ProviderList(AiSettings settings, string? scriptFile, Func<string, string?> key, INetworkLog network, TimeProvider time)
{
    private readonly Lock _gate = new();
    private (Uri Ollama, string? KeepAlive, Uri OpenAi, Uri Anthropic)? _madeFor;
    private IReadOnlyList<IModelProvider> _providers = [];

    /// <summary>All there are, for all threads.</summary>
    public IReadOnlyList<IModelProvider> Current()
    {
        var addresses = Addresses();
        lock (_gate)
        {
            if (_madeFor == addresses) return _providers;
            _madeFor = addresses;
            return _providers = Make(addresses, key);
        }
    }

    /// <summary>The same, made for one question, with a key in the place of those that are kept.</summary>
    public IReadOnlyList<IModelProvider> With(string otherKey) => Make(Addresses(), _ => otherKey);

    private (Uri Ollama, string? KeepAlive, Uri OpenAi, Uri Anthropic) Addresses() => (settings.OllamaHost, settings.OllamaKeepAlive, settings.OpenAiBaseUrl, settings.AnthropicBaseUrl);

    private IReadOnlyList<IModelProvider> Make((Uri Ollama, string? KeepAlive, Uri OpenAi, Uri Anthropic) addresses, Func<string, string?> keyOf) => BuiltInProviders.All(new ProviderOptions
    {
        OllamaHost = addresses.Ollama,
        OllamaKeepAlive = addresses.KeepAlive,
        OpenAiBaseUrl = addresses.OpenAi,
        AnthropicBaseUrl = addresses.Anthropic,
        ScriptFile = scriptFile,
        Key = keyOf,
        Network = network,
        Time = time,
    });
}
