using Cortex.Contract.Status;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Tests.Providers.Calls;
using Cortex.Engine.Tests.Providers.OpenAi;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

public sealed class ModelRouterTests : IAsyncDisposable
{
    private readonly TestLibrary _library = new();

    public ValueTask DisposeAsync() => _library.DisposeAsync();

    [Theory]
    [InlineData("local", "near:a")]
    [InlineData("hybrid", "near:a far:b")]
    [InlineData("cloud", "far:b near:a")]
    public async Task TheModeOrdersWhatWasChosen(string mode, string expected)
    {
        await SetAsync(("ai_mode", mode), ("chat_model", "far:b, near:a, unknown:c"));
        Assert.Equal(expected, string.Join(' ', Router(new Fake("near"), new Fake("far", "https://far.example/")).ModelsOf(AiTask.Chat)));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("hybrid")]
    [InlineData("cloud")]
    public async Task ATaskAsksNobodyWhoWasChosenForAnother(string mode)
    {
        await SetAsync(("ai_mode", mode), ("agent_model", "near:a, far:b"));
        Fake near = new("near"), far = new("far", "https://far.example/");
        var router = Router(near, far);
        foreach (var task in new[] { AiTask.Chat, AiTask.Extraction, AiTask.Grading, AiTask.Embedding }) Assert.Empty(router.ModelsOf(task));
        Assert.Null(router.Chat(AiTask.Chat));
        Assert.Equal(0, near.Made + far.Made);
    }

    [Fact]
    public async Task InLocalModeTheCloudIsNotEvenAFallback()
    {
        await SetAsync(("ai_mode", "local"), ("chat_model", "near:a, far:b"));
        Fake near = new("near") { Client = new ScriptedClient(ScriptedClient.Fails(ProviderFailure.NotRunning)) }, far = new("far", "https://far.example/");
        await Router(near, far).Chat(AiTask.Chat)!.FailAsync();
        Assert.Equal(0, far.Made);
    }

    [Fact]
    public async Task InHybridModeTheCloudAnswersForAMachineThatCannot()
    {
        await SetAsync(("ai_mode", "hybrid"), ("chat_model", "far:test-model, near:a"));
        Fake near = new("near") { Client = new ScriptedClient(ScriptedClient.Fails(ProviderFailure.NotRunning)) }, far = new("far", "https://far.example/");
        var updates = await Router(near, far).Chat(AiTask.Chat)!.AllAsync();
        Assert.Equal([NoticeKind.FallingBack], updates.Notices());
        Assert.Equal("Yes.", updates.Text());
    }

    [Fact]
    public async Task AModelThatCannotChatIsTold()
    {
        await SetAsync(("chat_model", "built-in:all-minilm-l6-v2"));
        Assert.Equal(ProviderFailure.Refused, Assert.Throws<ProviderException>(() => _library.Engine.Ai.Chat(AiTask.Chat)).Failure);
    }

    [Fact]
    public async Task TheEngineAsksTheServerOfTheSettingsAndKeepsTheCall()
    {
        await using var server = FaultServer.Start(OpenAiWire.Stream(WireReply.Of("Yes."), "tiny"), OpenAiWire.Stream(WireReply.Of("Again."), "tiny"));
        await SetAsync(("chat_model", "openai:tiny"), ("openai_base_url", $"{server.Address}v1"));
        Assert.Equal("Yes.", (await _library.Engine.Ai.Chat(AiTask.Chat)!.AllAsync()).Text());
        Assert.Equal("Again.", (await _library.Engine.Ai.Chat(AiTask.Chat)!.AllAsync()).Text());
        // The connection was kept from one call to the next.
        Assert.Equal(1, server.Connections);
        Assert.Equal(0, _library.Engine.Network.List(1).Total);
    }

    [Fact]
    public void AScriptAnswersWhoeverIsTalkedWith()
    {
        var router = Router(new Fake(BuiltInProviders.Scripted));
        foreach (var task in new[] { AiTask.Chat, AiTask.Agent }) Assert.Equal("scripted:script", Assert.Single(router.ModelsOf(task)).ToString());
        // Its steps are not used up by what goes on beside.
        foreach (var task in new[] { AiTask.Embedding, AiTask.Extraction, AiTask.Grading }) Assert.Empty(router.ModelsOf(task));
    }

    private ModelRouter Router(params IModelProvider[] providers) => new(new AiSettings(_library.Engine.Settings), () => providers, new CallList(), TimeProvider.System, () => 0.5);

    private Task SetAsync(params (string Name, string Value)[] settings) =>
        _library.Engine.Settings.UpdateAsync(new UpdateSettingsRequest(settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value, StringComparer.Ordinal)));

    private sealed class Fake(string id, string? address = null) : IModelProvider
    {
        public string Id => id;
        public string Name => id;
        public Uri? Address => address is null ? null : new Uri(address);
        public bool NeedsKey => false;
        public ScriptedClient Client { get; init; } = new(ScriptedClient.Says("Yes."));
        public int Made { get; private set; }

        public IChatClient? Chat(string model)
        {
            Made++;
            return Client;
        }

        public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model) => null;

        public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ProviderModel>>([]);

        public Task<string?> TestAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}
