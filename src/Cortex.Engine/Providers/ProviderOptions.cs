using Cortex.Engine.Network;

namespace Cortex.Engine.Providers;

/// <summary>What providers are made with: where they are, their keys, and how they reach the network.</summary>
public sealed class ProviderOptions
{
    /// <summary>The environment variable that names <see cref="ScriptFile"/>.</summary>
    public const string ScriptVariable = "CORTEX_SCRIPTED_MODEL";

    /// <summary>Longer than the longest answer of a model, a batch of vectors or a list of models.</summary>
    private const long MaxAnswerBytes = 128 * 1024 * 1024;

    public required Uri OllamaHost { get; init; }
    public required Uri OpenAiBaseUrl { get; init; }
    public required Uri AnthropicBaseUrl { get; init; }

    /// <summary>How long Ollama keeps a model in memory after a call, as it takes it: 10m, 3600, -1; null: as it is set there.</summary>
    public string? OllamaKeepAlive { get; init; }

    /// <summary>The file that takes every model's place in tests; null: none.</summary>
    public string? ScriptFile { get; init; }

    /// <summary>The key of a provider, read when it is called; null: none.</summary>
    public required Func<string, string?> Key { get; init; }
    public required INetworkLog Network { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>Whether an address is on this machine.</summary>
    public static bool IsLocal(Uri address) => address.IsLoopback || (System.Net.IPAddress.TryParse(address.DnsSafeHost, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    /// <summary>A client that follows no redirect (a key would go along), keeps no cookies, uses no proxy, ends an answer without end (<see cref="InvalidDataException"/>), and tells the network log of what leaves this machine.</summary>
    /// <param name="around">Put around what sends, to look at answers before anybody else does.</param>
    public HttpClient NewHttp(Uri address, NetworkPurpose purpose, Func<HttpMessageHandler, HttpMessageHandler>? around = null)
    {
        HttpMessageHandler handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Calls.CallTimeouts.Connect,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        handler = new BoundedHandler(handler, MaxAnswerBytes);
        if (!IsLocal(address)) handler = new LoggedHandler(handler, Network, Time, purpose);
        if (around is not null) handler = around(handler);
        // Time-outs are those of the calls: connect, first token, stall.
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }
}
