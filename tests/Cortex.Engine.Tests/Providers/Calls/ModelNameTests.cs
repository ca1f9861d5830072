using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("gpt-4o", "gpt-4o")]
    [InlineData("gpt-4o", "GPT-4o")]
    [InlineData("gpt-4o", "gpt-4o-2024-11-20")]
    [InlineData("gpt-4", "gpt-4-0613")]
    [InlineData("claude-sonnet-4-5", "claude-sonnet-4-5-20250929")]
    [InlineData("claude-3-5-haiku-latest", "claude-3-5-haiku-20241022")]
    [InlineData("claude-sonnet-4", "claude-sonnet-4@20250514")]
    [InlineData("openai/gpt-4o", "gpt-4o-2024-11-20")]
    [InlineData("gpt-4o", "openai/gpt-4o")]
    [InlineData("meta-llama/llama-3.3-70b-instruct:free", "meta-llama/llama-3.3-70b-instruct")]
    [InlineData("tiny-chat-q8_0", "/models/tiny-chat-q8_0.gguf")]
    [InlineData("tiny-chat-q8_0.gguf", "C:\\models\\tiny-chat-q8_0.gguf")]
    [InlineData("owner/tiny-chat", "/srv/models/elsewhere/tiny-chat.gguf")]
    [InlineData("qwen3", "qwen3:latest")]
    [InlineData("qwen3:8b", "qwen3:8b")]
    public void TheSameUnderAnotherName(string asked, string answered) => Assert.True(ModelName.IsSame(asked, answered));

    [Theory]
    [InlineData("gpt-4o", "gpt-4o-mini")]
    [InlineData("gpt-4o", "gpt-4o-mini-2024-07-18")]
    [InlineData("gpt-4o-mini", "gpt-4o")]
    [InlineData("gpt-4", "gpt-4-turbo")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o-2024-11-20")]
    [InlineData("qwen3:8b", "qwen3:4b")]
    [InlineData("qwen3", "qwen3:8b")]
    [InlineData("llama3", "llama3:text")]
    [InlineData("gpt-5", "gpt-5.1")]
    [InlineData("someone/model", "another/model")]
    [InlineData("tiny-chat", "/models/other-chat.gguf")]
    [InlineData("a", "")]
    public void AnotherModel(string asked, string answered) => Assert.False(ModelName.IsSame(asked, answered));

    [Fact]
    public async Task AnotherModelsAnswerIsAnErrorAndNotShown()
    {
        var (updates, failure) = await new ProvenChat(new ScriptedClient(SaysAs("gpt-4o-mini", new Microsoft.Extensions.AI.TextContent("Hi."))), "openai", "gpt-4o").FailAsync();
        Assert.Empty(updates);
        Assert.Equal(ProviderFailure.WrongModel, failure.Failure);
        Assert.Contains("gpt-4o-mini", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatDoesNotSayIsBelieved() =>
        Assert.Equal("Hi.", (await new ProvenChat(new ScriptedClient(SaysAs(null, new Microsoft.Extensions.AI.TextContent("Hi."))), "openai", "gpt-4o").AllAsync()).Text());
}
