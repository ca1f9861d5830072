using Cortex.Contract.Status;
using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Settings;
using Cortex.Engine.Tests.Storage;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

/// <summary>Nothing goes to a cloud provider unless the user chose it for the task at hand: every task in every mode, with sockets that would hear it.</summary>
public sealed class CloudSilenceTests : IAsyncDisposable
{
    private readonly FaultServer _openAi = FaultServer.StartElsewhere(), _anthropic = FaultServer.StartElsewhere(), _ollama = FaultServer.Start();
    private readonly TemporaryLibrary _files = new();
    private readonly List<OutboundRequest> _sent = [];
    private readonly SettingsStore _settings;
    private readonly AiSettings _ai;
    private readonly ModelRouter _router;
    private readonly ProviderDirectory _directory;

    public CloudSilenceTests()
    {
        foreach (var path in (string[])["/v1/chat/completions", "/v1/embeddings", "/v1/messages"]) Array.ForEach([_openAi, _anthropic], server => server.Always(path, _ => ScriptedAnswer.Json("""{"error":{"message":"no"}}""", 400)));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CORTEX_OPENAI_BASE_URL"] = new Uri(_openAi.Elsewhere, "v1").ToString(),
            ["CORTEX_ANTHROPIC_BASE_URL"] = _anthropic.Elsewhere.ToString(),
            ["CORTEX_OLLAMA_HOST"] = _ollama.Address.ToString(),
        };
        _settings = new SettingsStore(_files.Database, variables.GetValueOrDefault);
        _ai = new AiSettings(_settings);
        // A key is no choice.
        var providers = new ProviderList(_ai, scriptFile: null, _ => "sk-canary-0123456789", new Heard(_sent), TimeProvider.System);
        _router = new ModelRouter(_ai, providers.Current, new NoCalls(), TimeProvider.System, () => 0.5);
        _directory = new ProviderDirectory(_ai, _router, providers.Current, TimeProvider.System);
    }

    public static TheoryData<AiTask, AiMode, string> Cases
    {
        get
        {
            var cases = new TheoryData<AiTask, AiMode, string>();
            foreach (var task in Enum.GetValues<AiTask>())
            {
                foreach (var mode in Enum.GetValues<AiMode>())
                {
                    cases.Add(task, mode, "openai:some-model");
                    if (task != AiTask.Embedding) cases.Add(task, mode, "anthropic:some-model");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OnlyTheChosenTaskIsSent(AiTask task, AiMode mode, string model)
    {
        await SetAsync(BuiltInSettings.AiMode, WireName.Of(mode));
        // Chosen for nothing, then for all but this, then for this alone.
        await AskAsync(task, model);
        Assert.Equal((0, 0), (_openAi.Connections, _anthropic.Connections));
        foreach (var other in Enum.GetValues<AiTask>()) await SetAsync(AiSettings.SettingOf(other), other == task ? null : model);
        await AskAsync(task, model);
        Assert.Equal((0, 0), (_openAi.Connections, _anthropic.Connections));
        foreach (var other in Enum.GetValues<AiTask>()) await SetAsync(AiSettings.SettingOf(other), other == task ? model : null);
        await AskAsync(task, model);
        // In the open and in a mode that allows it this one is heard: the silence above was none of the sockets'.
        var (chosen, silent) = model.StartsWith("openai", StringComparison.Ordinal) ? (_openAi, _anthropic) : (_anthropic, _openAi);
        Assert.Equal(0, silent.Connections);
        Assert.Equal(mode != AiMode.Local, chosen.Connections > 0);
        // And what was sent is told.
        Assert.Equal(mode != AiMode.Local, _sent.Count > 0);
        Assert.All(_sent, request => Assert.Equal(chosen.Elsewhere.Authority, request.Host));
    }

    [Theory]
    [InlineData(AiMode.Local)]
    [InlineData(AiMode.Cloud)]
    [InlineData(AiMode.Hybrid)]
    public async Task ToLookWhatThereIsAsksNobodyInTheCloud(AiMode mode)
    {
        await SetAsync(BuiltInSettings.AiMode, WireName.Of(mode));
        var providers = await _directory.ListAsync(CancellationToken.None);
        Assert.All(providers.Where(provider => !provider.Local), provider => Assert.Null(provider.Reachable));
        Assert.Equal((0, 0), (_openAi.Connections, _anthropic.Connections));
        Assert.NotEqual(0, _ollama.Connections);
    }

    [Fact]
    public async Task InLocalModeNotEvenATestGoesOut()
    {
        await SetAsync(BuiltInSettings.AiMode, "local");
        Assert.Equal(ProviderFailure.NotAllowed, (await Assert.ThrowsAsync<ProviderException>(() => _directory.TestAsync("openai", CancellationToken.None))).Failure);
        Assert.Equal(0, _openAi.Connections);
    }

    public async ValueTask DisposeAsync()
    {
        await _openAi.DisposeAsync();
        await _anthropic.DisposeAsync();
        await _ollama.DisposeAsync();
        _files.Dispose();
    }

    // In each way that a task has to ask.
    private async Task AskAsync(AiTask task, string model)
    {
        try
        {
            if (task == AiTask.Embedding)
            {
                Assert.True(ModelId.TryParse(model, out var id));
                using var generator = _router.Embeddings(id);
                await generator.GenerateAsync(["What is said."]);
            }
            else if (_router.Chat(task) is { } chat)
            {
                using (chat) await chat.GetResponseAsync("What is asked.");
            }
        }
        catch (ProviderException)
        {
            // Not allowed, or refused by the server: it is the sockets that tell.
        }
    }

    private Task SetAsync(SettingDefinition setting, string? value) =>
        _settings.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting.Name] = value }));

    private sealed class Heard(List<OutboundRequest> sent) : INetworkLog
    {
        public void Record(OutboundRequest request)
        {
            lock (sent) sent.Add(request);
        }
    }

    private sealed class NoCalls : IModelCallLog
    {
        public void Record(ModelCall call)
        {
            // Records are not what this is about.
        }
    }
}
