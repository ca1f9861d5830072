using Cortex.Contract.Connections;
using Cortex.Contract.Items;
using Cortex.Contract.Status;
using Cortex.Contract.Workflows;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Embeddings;
using Cortex.Engine.Tests.Providers;
using Cortex.Engine.Tests.Providers.OpenAi;
using Cortex.Engine.Tests.Understanding;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Tests.Processing;

[Collection(MeaningLibrary.OneAtATime)]
public sealed class ProcessingTests : IAsyncDisposable
{
    private const string Good = """{"summary":"WHO coordinates vaccination campaigns in more than 150 countries.","concepts":["vaccination campaigns","measles"],"entities":[{"name":"Geneva","type":"place"},{"name":"Jane Smith","type":"person"}]}""";
    private const string Poor = """{"summary":"OWNED by somebody who wanted otherwise","concepts":["owned"],"entities":[]}""";
    private readonly TestLibrary _library = new();

    public ValueTask DisposeAsync() => _library.DisposeAsync();

    [Fact]
    public async Task AnItemIsFoundByItsWordsBeforeAnythingElse()
    {
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        Assert.Equal((StageStatus.Done, StageStatus.Waiting, StageStatus.Waiting, StageStatus.Waiting), (item.Stages[Stage.Words].Status, item.Stages[Stage.Meaning].Status, item.Stages[Stage.Extraction].Status, item.Stages[Stage.Connections].Status));
        Assert.Null(item.Extraction);
        Assert.Equal(ProcessingStatus.Processing, item.ProcessingStatus);
        var waiting = Assert.Single(Runs(item.Id));
        Assert.Equal((WorkflowStatus.Waiting, "classify parse chunk"), (waiting.Status, Nodes(waiting.Id)));
    }

    [Fact]
    public async Task OneRunShowsAllThatWasDone()
    {
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        await _library.FinishAsync();
        var run = Assert.Single(Runs(item.Id));
        Assert.Equal((WorkflowStatus.Completed, 1L), (run.Status, run.Revision));
        Assert.Equal("chunk classify connect embed extract parse store understand validate", string.Join(' ', Nodes(run.Id).Split(' ').Order(StringComparer.Ordinal)));
        item = _library.Engine.Items.Get(item.Id);
        Assert.Equal(ProcessingStatus.Completed, item.ProcessingStatus);
        Assert.Equal("built-in", item.Extraction!.Model);
        Assert.All(item.Extraction.Summary, sentence => Assert.Equal(item.Text[sentence.Span!.Value.Start..sentence.Span.Value.End], sentence.Text));
        Assert.Contains(item.Extraction.Entities, entity => entity.Name == "Geneva" && item.Text[entity.Mentions[0].Start..entity.Mentions[0].End] == "Geneva");
    }

    [Fact]
    public async Task APoorAnswerIsAskedForAgainAndThenDoneWithout()
    {
        await using var server = await ModelAsync(Poor);
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        await _library.FinishAsync();
        var extraction = _library.Engine.Items.Get(item.Id).Extraction!;
        Assert.Equal("built-in", extraction.Model);
        Assert.StartsWith("The model's answer was not believed", extraction.Note, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(4, Nodes(Runs(item.Id)[0].Id).Split(' ').Count(node => node == "extract"));
    }

    [Fact]
    public async Task TheSameTextIsNotAskedForTwice()
    {
        await using var server = await ModelAsync(Good);
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        await _library.FinishAsync();
        Assert.Equal("openai:tiny", _library.Engine.Items.Get(item.Id).Extraction!.Model);
        var again = await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = SampleTexts.English, Title = "About WHO" });
        await _library.FinishAsync();
        Assert.Equal("openai:tiny", _library.Engine.Items.Get(again.Id).Extraction!.Model);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AProviderThatFailsIsDoneWithout()
    {
        await SetModelAsync("http://127.0.0.1:9/v1");
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        await _library.FinishAsync();
        var extraction = _library.Engine.Items.Get(item.Id).Extraction!;
        Assert.Equal("built-in", extraction.Model);
        Assert.NotNull(extraction.Note);
    }

    [Fact]
    public async Task AnExtractionIsOfTheRevisionThatIsShown()
    {
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        await _library.FinishAsync();
        await _library.Engine.Items.UpdateAsync(item.Id, Change("Rosalind Franklin worked in London. She photographed DNA with X-rays, and Rosalind Franklin was the first to see its two forms."));
        Assert.Null(_library.Engine.Items.Get(item.Id).Extraction);
        await _library.FinishAsync();
        var (now, runs) = (_library.Engine.Items.Get(item.Id), Runs(item.Id));
        Assert.Contains(now.Extraction!.Entities, entity => entity.Name == "Rosalind Franklin");
        Assert.Equal([2L, 1L], runs.Select(run => run.Revision!.Value));
        Assert.All(runs, run => Assert.Equal(WorkflowStatus.Completed, run.Status));
    }

    [Fact]
    public async Task ALibraryOfBeforeIsUnderstoodWithoutReadingItAnew()
    {
        var item = await _library.AddAsync(SampleTexts.English, "About WHO");
        Write("DELETE FROM workflow_runs");
        var chunks = _library.Engine.Items.Get(item.Id).Chunks;
        await _library.FinishAsync();
        var after = _library.Engine.Items.Get(item.Id);
        Assert.NotNull(after.Extraction);
        Assert.Equal(chunks, after.Chunks);
        Assert.Equal(ProcessingStatus.Completed, after.ProcessingStatus);
    }

    [Fact]
    public async Task ItemsThatNameTheSameAreConnectedFromBothSides()
    {
        var (one, two) = (await _library.AddAsync("Rosalind Franklin worked at King's College. Her photographs of DNA were made by X-rays.", "Photographs"), await _library.AddAsync("A street in Cambridge is named after Rosalind Franklin, the crystallographer who looked at DNA.", "Street"));
        await _library.AddAsync("To bake bread, mix flour, water and salt, and let the dough rest for a night.", "Bread");
        await _library.FinishAsync();
        var (from, to) = (Assert.Single(_library.Engine.Connections.Of(one.Id).Discovered), Assert.Single(_library.Engine.Connections.Of(two.Id).Discovered));
        Assert.Equal((two.Id, one.Id, from.Strength), (from.ItemId, to.ItemId, to.Strength));
        Assert.InRange(from.Strength, 0.2, 1);
        var named = from.Evidence.First(evidence => evidence.Kind == EvidenceKind.SharedEntity && evidence.Name == "Rosalind Franklin");
        Assert.Equal(("Rosalind Franklin", one.Id), (named.Own!.Quote, named.Own.ItemId));
        Assert.Equal("Rosalind Franklin", _library.Engine.Items.Get(two.Id).Text[named.Other!.Start..named.Other.End]);
        var similar = from.Evidence.First(evidence => evidence.Kind == EvidenceKind.Similar);
        Assert.Equal(_library.Engine.Items.Get(two.Id).Text[similar.Other!.Start..similar.Other.End], similar.Other.Quote);
        Assert.Contains(from.Evidence, evidence => evidence.Kind == EvidenceKind.SavedTogether);
        var graph = _library.Engine.Graph.Read();
        Assert.Equal((2, from.Strength), (graph.Nodes.Count, Assert.Single(graph.Edges).Strength));
        Assert.Empty(_library.Engine.Graph.Read(minStrength: 1).Edges);

        await _library.Engine.Items.DeleteAsync(two.Id);
        Assert.Empty(_library.Engine.Connections.Of(one.Id).Discovered);
        Assert.Empty(_library.Engine.Graph.Read().Nodes);
        await _library.Engine.Items.RestoreAsync(two.Id);
        await _library.FinishAsync();
        Assert.Single(_library.Engine.Connections.Of(one.Id).Discovered);

        await _library.Engine.Items.UpdateAsync(two.Id, Change("Rye needs more water than wheat."));
        Assert.Empty(_library.Engine.Connections.Of(one.Id).Discovered);
        await _library.FinishAsync();
        Assert.Empty(_library.Engine.Connections.Of(one.Id).Discovered);
        Assert.Equal(0, _library.Engine.Database.Read(db => db.Long("SELECT count(*) FROM connections WHERE kinds & 2")));
    }

    [Fact]
    public async Task WhatIsDoneTwiceIsThereOnce()
    {
        var item = await _library.AddAsync("Rosalind Franklin worked at King's College on DNA.", "Photographs");
        await _library.AddAsync("A street in Cambridge is named after Rosalind Franklin, who looked at DNA.", "Street");
        await _library.FinishAsync();
        var before = Tables();
        Write("UPDATE jobs SET status = 'waiting' WHERE stage <> 'meaning'");
        await _library.FinishAsync();
        Assert.Equal(before, Tables());
        Assert.Single(_library.Engine.Connections.Of(item.Id).Discovered);
    }

    private string Tables() => _library.Engine.Database.Read(db => string.Join('\n',
        db.Query("SELECT item_pk || body FROM extractions ORDER BY 1", row => row.Text(0)).Concat(db.Query("SELECT name || item_pk FROM item_entities ORDER BY 1", row => row.Text(0)))
            .Concat(db.Query("SELECT a_pk || ' ' || b_pk || evidence FROM connections ORDER BY 1", row => row.Text(0))).Concat(db.Query("SELECT id || text FROM chunks ORDER BY id", row => row.Text(0)))));

    private void Write(string sql) => _library.Engine.Database.Writer.Run(Durability.Derived, db => { db.Execute(sql); });

    private static UpdateItemRequest Change(string content) => new() { Content = content };

    private IReadOnlyList<WorkflowRun> Runs(string itemId) => _library.Engine.Runs.List(new RunQuery { Graph = "processing", Subject = itemId }).Runs;

    private string Nodes(string run) => string.Join(' ', _library.Engine.Runs.Get(run).Nodes.Select(node => node.Node));

    private async Task<FaultServer> ModelAsync(string answer)
    {
        var server = FaultServer.Start(Enumerable.Repeat(OpenAiWire.Stream(WireReply.Of(answer), "tiny"), 4));
        await SetModelAsync($"{server.Address}v1");
        return server;
    }

    private Task SetModelAsync(string address) => _library.Engine.Settings.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?>(StringComparer.Ordinal) { ["extraction_model"] = "openai:tiny", ["openai_base_url"] = address }));
}
