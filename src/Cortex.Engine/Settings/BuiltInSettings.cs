using System.Globalization;

namespace Cortex.Engine.Settings;

/// <summary>Every setting there is.</summary>
public static class BuiltInSettings
{
    public static readonly SettingDefinition Port = new("port", "CORTEX_PORT", "8742", "The port of `cortex serve`; 0 takes a free one.", Number(0, 65535)) { IsReadBeforeOpening = true };
    public static readonly SettingDefinition MaxFileMib = new("max_file_mib", "CORTEX_MAX_FILE_MIB", "10", "Files above this size (MiB) are not imported.", Number(1, 32));
    public static readonly SettingDefinition ProcessingThreads = new("processing_threads", "CORTEX_PROCESSING_THREADS", "0", "How many items are processed at once; 0 takes the number of cores, half of it while serving.", Number(0, 256));
    public static readonly SettingDefinition TrashDays = new("trash_days", "CORTEX_TRASH_DAYS", "30", "How long deleted items can be restored.", Number(1, 3650));

    public static readonly SettingDefinition BackgroundIndex = new("background_index", "CORTEX_BACKGROUND_INDEX", "1", "Whether verbs leave what takes longer to a process in the background (1), or to the next `cortex index` or `cortex serve` (0).", Number(0, 1));

    public static readonly SettingDefinition AllowPrivateAddresses = new("allow_private_addresses", "CORTEX_ALLOW_PRIVATE_ADDRESSES", "0", "1 lets pages be fetched from this machine and its network, too.", Switch);
    public static readonly SettingDefinition UseProxy = new("use_proxy", "CORTEX_USE_PROXY", "0", "1 fetches pages through the proxy that the environment names; it resolves names by itself, out of reach of the checks.", Switch);

    public static readonly SettingDefinition OnBattery = new("on_battery", "CORTEX_ON_BATTERY", "gentle", "What the background does on battery: a quarter of its work and nothing when the charge is low (gentle), as ever (normal), nothing (pause).", text => text is "gentle" or "normal" or "pause" ? null : "Must be gentle, normal or pause.");

    public static readonly SettingDefinition Digest = new("digest", "CORTEX_DIGEST", "daily", "Whether a digest of what came in is made by itself, when there is something new: off, daily or weekly.", OneOf("off", "daily", "weekly"));

    public static readonly SettingDefinition AiMode = new("ai_mode", "CORTEX_AI_MODE", "hybrid", "Where models may be asked: local (on this machine only), cloud (in the order chosen for each task) or hybrid (on this machine first). Nothing is asked that was not chosen.", OneOf("local", "cloud", "hybrid"));
    public static readonly SettingDefinition EmbeddingModel = new("embedding_model", "CORTEX_EMBEDDING_MODEL", "", "Who makes vectors, provider:model; empty: the built-in encoder.", Models);
    public static readonly SettingDefinition ExtractionModel = new("extraction_model", "CORTEX_EXTRACTION_MODEL", "", "Who reads summaries, concepts and names out of items, provider:model, several separated by commas; empty: the built-in way.", Models);
    public static readonly SettingDefinition GradingModel = new("grading_model", "CORTEX_GRADING_MODEL", "", "Who judges whether a passage bears on a question, as for extraction_model.", Models);
    public static readonly SettingDefinition ChatModel = new("chat_model", "CORTEX_CHAT_MODEL", "", "Who answers questions, as for extraction_model; empty: sentences of the library itself.", Models);
    public static readonly SettingDefinition AgentModel = new("agent_model", "CORTEX_AGENT_MODEL", "", "Who works on files, as for extraction_model.", Models);
    public static readonly SettingDefinition OllamaHost = new("ollama_host", "CORTEX_OLLAMA_HOST", "http://127.0.0.1:11434", "Where Ollama answers.", Address) { OtherVariable = "OLLAMA_HOST" };
    public static readonly SettingDefinition OllamaKeepAlive = new("ollama_keep_alive", "CORTEX_OLLAMA_KEEP_ALIVE", "", "How long Ollama keeps a model in memory after a call, such as 10m; -1: for ever, 0: not at all, empty: as it is set there.", Duration);
    public static readonly SettingDefinition OpenAiBaseUrl = new("openai_base_url", "CORTEX_OPENAI_BASE_URL", "https://api.openai.com/v1", "Where OpenAI, or a server that speaks as it does, answers. Its key goes there and nowhere else.", Address);
    public static readonly SettingDefinition AnthropicBaseUrl = new("anthropic_base_url", "CORTEX_ANTHROPIC_BASE_URL", "https://api.anthropic.com", "Where Anthropic answers.", Address);

    public static IReadOnlyList<SettingDefinition> All { get; } = [Port, MaxFileMib, ProcessingThreads, TrashDays, BackgroundIndex, AllowPrivateAddresses, UseProxy, OnBattery, Digest, AiMode, EmbeddingModel, ExtractionModel, GradingModel, ChatModel, AgentModel, OllamaHost, OllamaKeepAlive, OpenAiBaseUrl, AnthropicBaseUrl];

    private static string? Switch(string text) => text is "0" or "1" ? null : "Must be 0 or 1.";

    private static Func<string, string?> OneOf(params string[] values) => text => values.Contains(text, StringComparer.Ordinal) ? null : $"Must be one of {string.Join(", ", values)}.";

    private static string? Models(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(model => model.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < model.Length - 1 && !model.Any(char.IsControl))
            ? null : "Must be provider:model, such as ollama:qwen3:8b, several separated by commas.";

    private static string? Address(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            ? null : "Must be an http or https address without user name and query.";

    private static string? Duration(string text) =>
        text.Length == 0 || System.Text.RegularExpressions.Regex.IsMatch(text, @"\A-?\d{1,9}(ms|s|m|h)?\z", System.Text.RegularExpressions.RegexOptions.NonBacktracking) ? null : "Must be a length of time such as 10m, a number of seconds, -1 or 0.";

    private static Func<string, string?> Number(int least, int most) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? null : $"Must be a whole number from {least} to {most}.";
}
