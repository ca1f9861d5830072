using Cortex.Engine.Network;

namespace Cortex.Engine.Providers;

/// <summary>The providers as the settings of the moment make them: made anew when an address changes, and kept, with their connections, while none does.</summary>
/// <param name="key">The key of a provider, read at each call.</param>
public sealed class ProviderSet(AiSettings settings, INetworkLog network, TimeProvider time, Func<string, string?> key)
{
    private readonly Lock _gate = new();
    private (Uri Ollama, string? KeepAlive, Uri OpenAi, Uri Anthropic) _made;
    private IReadOnlyList<IModelProvider> _all = [];

    public IReadOnlyList<IModelProvider> All
    {
        get
        {
            var now = (settings.OllamaHost, settings.OllamaKeepAlive, settings.OpenAiBaseUrl, settings.AnthropicBaseUrl);
            lock (_gate)
            {
                if (_all.Count > 0 && now == _made) return _all;
                _made = now;
                return _all = BuiltInProviders.All(new ProviderOptions
                {
                    OllamaHost = now.OllamaHost,
                    OllamaKeepAlive = now.OllamaKeepAlive,
                    OpenAiBaseUrl = now.OpenAiBaseUrl,
                    AnthropicBaseUrl = now.AnthropicBaseUrl,
                    Key = key,
                    Network = network,
                    Time = time,
                });
            }
        }
    }
}
