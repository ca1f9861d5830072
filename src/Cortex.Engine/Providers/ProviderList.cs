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
        var addresses = (settings.OllamaHost, settings.OllamaKeepAlive, settings.OpenAiBaseUrl, settings.AnthropicBaseUrl);
        lock (_gate)
        {
            if (_madeFor == addresses) return _providers;
            _madeFor = addresses;
            return _providers = BuiltInProviders.All(new ProviderOptions
            {
                OllamaHost = addresses.OllamaHost,
                OllamaKeepAlive = addresses.OllamaKeepAlive,
                OpenAiBaseUrl = addresses.OpenAiBaseUrl,
                AnthropicBaseUrl = addresses.AnthropicBaseUrl,
                ScriptFile = scriptFile,
                Key = key,
                Network = network,
                Time = time,
            });
        }
    }
}
