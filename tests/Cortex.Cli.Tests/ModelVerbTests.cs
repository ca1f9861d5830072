namespace Cortex.Cli.Tests;

/// <summary>The verbs about models, without any server to ask: what they say then is what a person sees first.</summary>
[Trait("Speed", "slow")]
public sealed class ModelVerbTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    // A port that nobody listens on.
    public ModelVerbTests() => _home.Environment["CORTEX_OLLAMA_HOST"] = "http://127.0.0.1:9";

    [Fact]
    public void Models_lists_providers_and_what_each_task_uses()
    {
        var listed = _home.Run("models");
        Assert.Equal(0, listed.ExitCode);
        Assert.Contains("ollama serve", listed.Out, StringComparison.Ordinal);
        Assert.Contains("Chat", listed.Out, StringComparison.Ordinal);
        var json = _home.Run("models", "--json").Json;
        Assert.Equal("provider_not_running", json.GetProperty("providers").EnumerateArray().Single(provider => provider.GetProperty("id").GetString() == "ollama").GetProperty("code").GetString());
    }

    [Fact]
    public void A_task_gets_its_model_and_loses_it()
    {
        Assert.Equal(0, _home.Run("models", "use", "chat", "ollama:qwen3:4b").ExitCode);
        Assert.Contains("ollama:qwen3:4b", _home.Run("models").Out, StringComparison.Ordinal);
        Assert.Contains("the built-in way", _home.Run("models", "use", "chat", "built-in").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ollama:qwen3:4b", _home.Run("models").Out, StringComparison.Ordinal);
        Assert.Equal(1, _home.Run("models", "use", "poetry", "ollama:qwen3:4b").ExitCode);
        Assert.Equal(1, _home.Run("models", "use", "chat", "nobody:model").ExitCode);
    }

    [Fact]
    public void A_variable_is_not_changed_over()
    {
        _home.Environment["CORTEX_CHAT_MODEL"] = "ollama:one";
        var refused = _home.Run("models", "use", "chat", "ollama:another");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("CORTEX_CHAT_MODEL", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedding_in_the_cloud_asks_first()
    {
        _home.Run("add", "Otters hold hands while they sleep.");
        var asked = _home.Run("models", "use", "openai:text-embedding-3-small");
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("api.openai.com", asked.Error, StringComparison.Ordinal);
        Assert.Contains("1 items", asked.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);
        Assert.Contains("none", _home.Run("status", "--network").Out, StringComparison.Ordinal);
        var json = _home.Run("status", "--network", "--json").Json;
        Assert.Equal(0, json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void In_local_mode_the_cloud_is_refused()
    {
        _home.Environment["CORTEX_AI_MODE"] = "local";
        foreach (var arguments in (string[][])[["models", "use", "openai:text-embedding-3-small", "--yes"], ["models", "use", "chat", "openai:gpt-4.1"]])
        {
            var refused = _home.Run(arguments);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("the mode is local", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_pull_without_ollama_says_how_to_start_it()
    {
        var refused = _home.Run("models", "pull", "qwen3:4b");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("ollama serve", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_and_the_built_in_encoder_are_chosen_as_before()
    {
        Assert.Equal(0, _home.Run("models", "use", "built-in").ExitCode);
        Assert.Contains("There is no file", _home.Run("models", "use", _home.At("missing.gguf")).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
