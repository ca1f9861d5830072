namespace Cortex.Engine.Providers;

/// <summary>Every provider there is.</summary>
public static class BuiltInProviders
{
    /// <summary>In this process: always there, makes vectors and does not chat.</summary>
    public const string BuiltIn = "built-in";
    public const string Ollama = "ollama";

    /// <summary>OpenAI, and any server that speaks its chat completions, by its base URL.</summary>
    public const string OpenAi = "openai";
    public const string Anthropic = "anthropic";

    /// <summary>A script in place of a model, for tests.</summary>
    public const string Scripted = "scripted";

    public static IReadOnlyList<IModelProvider> All(ProviderOptions options) =>
    [
        // Each vendor is a folder; a line here is all that makes it known.
        new BuiltInEncoder.BuiltInProvider(options),
        new Ollama.OllamaProvider(options),
        new OpenAi.OpenAiProvider(options),
        new Anthropic.AnthropicProvider(options),
        .. options.ScriptFile is { } script ? (IModelProvider[])[new Scripted.ScriptedProvider(script, options.Time)] : [],
    ];
}
