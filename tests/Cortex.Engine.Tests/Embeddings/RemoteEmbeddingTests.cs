using Cortex.Contract.Search;
using Cortex.Contract.Status;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Providers;
using Cortex.Engine.Search;
using Cortex.Engine.Tests.Providers;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>A library embedded by a provider: chosen, made in the background, searched, and without it when it is gone.</summary>
[Collection(MeaningLibrary.OneAtATime)]
public sealed class RemoteEmbeddingTests : IAsyncLifetime
{
    private static readonly ModelId Ollama = new("ollama", EmbeddingServer.Model);
    private readonly TestLibrary _library = new();
    private readonly EmbeddingServer _server = new();

    private CortexEngine Engine => _library.Engine;

    public Task InitializeAsync() => SetAsync(("ollama_host", _server.Server.Address.ToString()));

    public async Task DisposeAsync()
    {
        await _library.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ALibraryIsEmbeddedByOllamaWhenThatIsChosen()
    {
        await _library.AddAsync("Otters hold hands while they sleep.");
        await _library.AddAsync("The lease of the flat ends in March.");
        await _library.EmbedAsync();
        Assert.StartsWith("built-in:", Active!.Model, StringComparison.Ordinal);
        var report = await Engine.ModelChoice.UseAsync(Ollama, agreed: false, CancellationToken.None);
        Assert.Equal((64, "ollama:words-64"), (report.Building!.Dimensions, report.Building.Name));
        Until(() => Active!.Model == "ollama:words-64");
        Assert.Equal(64, Active!.Dimensions);
        var found = Engine.Search.Search(new SearchRequest { Query = "hands asleep otters" });
        Assert.Equal("hybrid", found.QueryType);
        Assert.Empty(found.Notices);
        Assert.Contains("otters", Engine.Items.Get(found.Results[0].ItemId).Content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("hands asleep otters", _server.Texts);
    }

    [Fact]
    public async Task TheSettingAloneChoosesWhatIsOnThisMachine()
    {
        await SetAsync(("embedding_model", Ollama.ToString()));
        await _library.AddAsync("Otters hold hands while they sleep.");
        await _library.EmbedAsync();
        Assert.Equal("ollama:words-64", Active!.Model);
        // Without it the built-in encoder comes back.
        await SetAsync(("embedding_model", null));
        Until(() => Active!.Model.StartsWith("built-in:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AModelGetsItsPromptsBeforeWhatItReads()
    {
        await SetAsync(("embedding_model", "ollama:nomic-embed-text"));
        await _library.AddAsync("Otters hold hands while they sleep.");
        await _library.EmbedAsync();
        Engine.Search.Search(new SearchRequest { Query = "hands asleep otters" });
        Assert.Contains(_server.Texts, text => text.StartsWith("search_document: Otters hold", StringComparison.Ordinal));
        Assert.Contains("search_query: hands asleep otters", _server.Texts);
    }

    [Fact]
    public async Task AProviderThatIsNotThereIsToldAndWaitedFor()
    {
        await SetAsync(("ollama_host", "http://127.0.0.1:9"), ("embedding_model", Ollama.ToString()));
        await _library.AddAsync("Otters hold hands while they sleep.");
        Engine.Runner.Start();
        Until(() => Engine.EmbeddingStatus().Status.Trouble is not null);
        Assert.Contains("ollama serve", Engine.EmbeddingStatus().Status.Trouble, StringComparison.Ordinal);
        Assert.Equal(1, Engine.EmbeddingStatus().Status.Waiting);
        Assert.Single(Engine.Search.Search(new SearchRequest { Query = "otters" }).Results);
        await SetAsync(("ollama_host", _server.Server.Address.ToString()));
        Until(() => Engine.EmbeddingStatus().Status is { Waiting: 0, Trouble: null });
        Assert.Equal("ollama:words-64", Active!.Model);
    }

    [Fact]
    public async Task ADeadProviderLeavesTheWords()
    {
        await EmbedByOllamaAsync("Otters hold hands while they sleep.");
        await _server.StopAsync();
        var found = Engine.Search.Search(new SearchRequest { Query = "otters" });
        Assert.Equal("words", found.QueryType);
        Assert.Single(found.Results);
        var notice = Assert.Single(found.Notices);
        Assert.Equal(LibrarySearch.WithoutMeaning, notice.Code);
        Assert.Contains("ollama serve", notice.Message, StringComparison.Ordinal);
        // Nor does it keep the library from another model.
        await Engine.Items.CreateAsync(new Cortex.Contract.Items.CreateItemRequest { Content = "Beavers build dams." });
        await Engine.ModelChoice.UseAsync(file: null);
        Until(() => Active!.Model.StartsWith("built-in:", StringComparison.Ordinal) && Engine.EmbeddingStatus().Status.Waiting == 0);
    }

    [Fact]
    public async Task ASlowProviderIsNotWaitedForLong()
    {
        await EmbedByOllamaAsync("Otters hold hands while they sleep.");
        _server.Gate = new Gate();
        var found = Engine.Search.Search(new SearchRequest { Query = "otters" });
        Assert.Equal("words", found.QueryType);
        Assert.Contains("1.5 s", Assert.Single(found.Notices).Message, StringComparison.Ordinal);
        _server.Gate.Open();
        _server.Gate = null;
        found = Engine.Search.Search(new SearchRequest { Query = "otters hands" });
        Assert.Equal("hybrid", found.QueryType);
        Assert.Empty(found.Notices);
    }

    [Fact]
    public async Task WhatIsTooLongForTheModelIsEmbeddedInParts()
    {
        _server.Longest = 200;
        await EmbedByOllamaAsync(string.Join(' ', Enumerable.Range(0, 60).Select(n => $"Otters swim in river {n}.")));
        Assert.Equal(0, Engine.EmbeddingStatus().Status.Waiting);
        Assert.All(_library.Engine.Database.Read(db => db.Query("SELECT vector FROM vectors", row => row.Blob(0))), vector => Assert.Equal(1, Math.Sqrt(VectorBlob.Read(vector).Sum(value => (double)value * value)), 0.001));
    }

    [Fact]
    public async Task NothingIsSentToTheCloudBeforeThatIsAgreedTo()
    {
        await _library.AddAsync("Otters hold hands while they sleep.");
        await _library.EmbedAsync();
        // Neither the setting nor the choice is an agreement. An Ollama that is elsewhere is in the cloud like others.
        await SetAsync(("ollama_host", _server.Server.Elsewhere.ToString()), ("embedding_model", Ollama.ToString()));
        Until(() => Engine.EmbeddingStatus().Status.Trouble is not null);
        var trouble = Engine.EmbeddingStatus().Status.Trouble!;
        Assert.Contains($"cortex models use {Ollama} --yes", trouble, StringComparison.Ordinal);
        Assert.Contains("1 items", trouble, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ProviderException>(() => Engine.ModelChoice.UseAsync(Ollama, agreed: false, CancellationToken.None));
        Assert.Equal(ProviderFailure.NotAllowed, refused.Failure);
        Assert.Equal("hybrid", Engine.Search.Search(new SearchRequest { Query = "otters" }).QueryType);
        Assert.Equal(0, _server.Server.Connections);

        await SetAsync(("ai_mode", "local"));
        Assert.Equal(ProviderFailure.NotAllowed, (await Assert.ThrowsAsync<ProviderException>(() => Engine.ModelChoice.UseAsync(Ollama, agreed: true, CancellationToken.None))).Failure);
        Assert.Equal(0, _server.Server.Connections);

        // Agreed to, it is sent, and every request is told.
        await SetAsync(("ai_mode", "hybrid"));
        await Engine.ModelChoice.UseAsync(Ollama, agreed: true, CancellationToken.None);
        Until(() => Active!.Model == Ollama.ToString());
        Assert.Equal("hybrid", Engine.Search.Search(new SearchRequest { Query = "otters" }).QueryType);
        Until(() => Engine.Network.Report(10).Requests.Count(request => request is { Purpose: "embedding", Status: 200 }) >= 3);

        // Chosen no longer, nothing more is sent, though its vectors serve until others take their place.
        var connections = _server.Texts.Count();
        await SetAsync(("ai_mode", "local"));
        var found = Engine.Search.Search(new SearchRequest { Query = "otters" });
        Assert.Equal("words", found.QueryType);
        Assert.Contains("the mode is local", Assert.Single(found.Notices).Message, StringComparison.Ordinal);
        Assert.Equal(connections, _server.Texts.Count());
    }

    private async Task EmbedByOllamaAsync(string content)
    {
        await SetAsync(("embedding_model", Ollama.ToString()));
        await _library.AddAsync(content);
        await _library.EmbedAsync();
        Assert.Equal("ollama:words-64", Active!.Model);
    }

    private Generation? Active => Engine.Database.Read(Generations.Active);

    private Task SetAsync(params (string Name, string? Value)[] settings) =>
        Engine.Settings.UpdateAsync(new UpdateSettingsRequest(settings.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal)));

    private void Until(Func<bool> condition) => MeaningLibrary.Until(condition, $"the vectors; {Engine.Runner.BackgroundTrouble}");
}
