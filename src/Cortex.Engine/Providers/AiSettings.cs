using Cortex.Engine.Settings;

namespace Cortex.Engine.Providers;

/// <summary>Where models may be asked.</summary>
public enum AiMode
{
    /// <summary>On this machine only, whatever else is chosen.</summary>
    Local,

    /// <summary>In the order that was chosen for each task.</summary>
    Cloud,

    /// <summary>On this machine first, and in the cloud where that fails and the task has a model there.</summary>
    Hybrid,
}

/// <summary>What the settings say about models. A task without a model of its own is done in the built-in way; nothing is ever asked that was not chosen for the task at hand.</summary>
public sealed class AiSettings(SettingsStore settings)
{
    public AiMode Mode => WireName.Parse<AiMode>(settings.Text(BuiltInSettings.AiMode));

    /// <summary>The models chosen for a task, the first asked first; none: the built-in way.</summary>
    public IReadOnlyList<ModelId> Chosen(AiTask task) => Parse(settings.Text(SettingOf(task)));

    public Uri OllamaHost => Host(settings.Text(BuiltInSettings.OllamaHost));

    /// <summary>How long Ollama keeps a model; null: as it is set there.</summary>
    public string? OllamaKeepAlive => settings.Text(BuiltInSettings.OllamaKeepAlive) is { Length: > 0 } text ? text : null;
    public Uri OpenAiBaseUrl => BaseUrl(settings.Text(BuiltInSettings.OpenAiBaseUrl));
    public Uri AnthropicBaseUrl => BaseUrl(settings.Text(BuiltInSettings.AnthropicBaseUrl));

    public static SettingDefinition SettingOf(AiTask task) => task switch
    {
        AiTask.Embedding => BuiltInSettings.EmbeddingModel,
        AiTask.Extraction => BuiltInSettings.ExtractionModel,
        AiTask.Grading => BuiltInSettings.GradingModel,
        AiTask.Chat => BuiltInSettings.ChatModel,
        _ => BuiltInSettings.AgentModel,
    };

    /// <summary>The models of a setting: <c>provider:model</c>, several separated by commas.</summary>
    public static IReadOnlyList<ModelId> Parse(string setting) =>
        [.. setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => ModelId.TryParse(text, out var id) ? id : default).Where(id => id != default)];

    // The scheme may be missing, as the setting allows.
    private static Uri BaseUrl(string text) => new((text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text).TrimEnd('/') + "/");

    // As Ollama reads OLLAMA_HOST: a scheme and a port may be missing, and 0.0.0.0 is where it listens, not where it is.
    private static Uri Host(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        var uri = new Uri(address);
        var port = uri.IsDefaultPort && !address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..].Contains(':', StringComparison.Ordinal) && uri.Scheme == "http" ? 11434 : uri.Port;
        return new UriBuilder(uri) { Host = uri.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : uri.Host, Port = port, Path = uri.AbsolutePath.TrimEnd('/') + "/" }.Uri;
    }
}
