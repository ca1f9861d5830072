using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Tests.Inference;

namespace Cortex.Engine.Tests.Embeddings;

/// <summary>Another model's vectors made beside those in use.</summary>
[Collection(MeaningLibrary.OneAtATime)]
[Trait("Speed", "slow")]
public sealed class RebuildingTests : IAsyncLifetime
{
    private readonly MeaningLibrary _library = new();

    [Fact]
    public async Task Those_in_use_serve_until_all_of_the_new_are_there()
    {
        var old = _library.Begin(_library.Model("small"));
        _library.AddNotes(300);
        await _library.EmbedAsync();
        _library.AssertComplete(old);
        var built = _library.Begin(model: null);
        _library.Start();
        MeaningLibrary.Until(() => _library.VectorsOf(built) > 0, "the first of the new vectors");
        Assert.Equal((old.Id, built.Id), (_library.Active!.Id, _library.Building!.Id));
        Assert.Equal(300, _library.VectorsOf(old));

        // What comes meanwhile is found by those in use, and does not wait for the others.
        var late = _library.Files.Add(MeaningLibrary.Note(9999), "Late");
        MeaningLibrary.Until(() => _library.Files.Items.Get(late.Id).Stages[Stage.Meaning].Status == StageStatus.Done, "the late one");
        Assert.Equal(old.Id, _library.Active!.Id);
        Assert.Equal(301, _library.VectorsOf(old));
        MeaningLibrary.Until(() => _library.Active!.Id == built.Id, "the swap");
        _library.AssertComplete(_library.Active!);
        Assert.Null(_library.Building);

        // The old ones go, and nobody needs to hear of each.
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM generations") == 1, "the old ones to go");
        Assert.Equal((301, 0), (_library.Count("SELECT count(*) FROM vectors"), _library.Count("SELECT count(*) FROM vector_removals")));
        _library.Files.Add(MeaningLibrary.Note(10_000), "After");
        _library.UntilDone();
        _library.AssertComplete(_library.Active!);
    }

    [Fact]
    public async Task A_cancel_leaves_those_in_use_and_clears_the_rest_away()
    {
        var old = _library.Begin(_library.Model("small"));
        _library.AddNotes(300);
        await _library.EmbedAsync();
        var before = _library.Rows(old);
        var built = _library.Begin(model: null);
        _library.Start();
        MeaningLibrary.Until(() => _library.VectorsOf(built) > 0, "the first of the new vectors");
        _library.Write(db => Assert.True(Generations.CancelBuilding(db)));
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM generations") == 1, "the rest to be cleared away");
        Assert.Equal(before.Select(row => (row.ChunkId, row.Seq)), _library.Rows(_library.Active!).Select(row => (row.ChunkId, row.Seq)));
        Assert.Equal((300, 0), (_library.Count("SELECT count(*) FROM vectors"), _library.Count("SELECT count(*) FROM vector_removals")));
    }

    [Fact]
    public async Task Back_to_the_model_in_use_it_is_given_up()
    {
        var model = _library.Model("small");
        var old = _library.Begin(model);
        _library.AddNotes(20);
        await _library.EmbedAsync();
        _library.Begin(_library.Model("other"));
        Assert.Equal(old, _library.Begin(model));
        Assert.Null(_library.Building);
        _library.Start();
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM generations") == 1, "the other to be cleared away");
        Assert.Equal(20, _library.VectorsOf(old));
    }

    [Fact]
    public async Task Models_of_other_lengths_do_not_mix()
    {
        _library.Begin(_library.Model("small", hidden: 24));
        _library.AddNotes(30);
        await _library.EmbedAsync();
        _library.Begin(_library.Model("large", hidden: 48));
        _library.Start();
        MeaningLibrary.Until(() => _library.Active!.Dimensions == 48, "the swap");
        Assert.All(_library.AssertComplete(_library.Active!), row => Assert.Equal(48 * 2, row.Blob!.Length));
    }

    [Fact]
    public async Task Removed_passages_are_logged_for_the_sets_that_are_in_use()
    {
        _library.Begin(_library.Model("small"));
        _library.AddNotes(5);
        await _library.EmbedAsync();
        var building = _library.Begin(_library.Model("other"));
        // One is there in both sets.
        _library.Write(db => db.Execute("INSERT INTO vectors (chunk_id, generation, vector) SELECT id, ?1, x'003c' FROM chunks WHERE item_pk = 1", building.Id));
        var items = _library.Files.Items.List(new ItemQuery()).Items;
        await _library.Files.Items.DeleteAsync(items[^1].Id);
        Assert.Equal((2, 1), (_library.Count("SELECT count(*) FROM vector_removals"), _library.Count("SELECT count(DISTINCT chunk_id) FROM vector_removals")));
        _library.Write(db => Generations.CancelBuilding(db));
        _library.Write(db => db.Execute("INSERT INTO vectors (chunk_id, generation, vector) SELECT id, ?1, x'003c' FROM chunks WHERE item_pk = 2", building.Id));
        await _library.Files.Items.DeleteAsync(items[^2].Id);
        Assert.Equal(3, _library.Count("SELECT count(*) FROM vector_removals"));
    }

    [Fact]
    public async Task A_model_that_cannot_be_built_with_keeps_nothing_else_waiting()
    {
        var old = _library.Begin(_library.Model("small"));
        var other = _library.Model("other");
        var bytes = File.ReadAllBytes(other);
        var building = _library.Begin(other);
        File.Delete(other);
        _library.AddNotes(20);
        _library.Start();
        _library.UntilDone();
        MeaningLibrary.Until(() => _library.Trouble is CortexException { Code: ErrorCode.ModelInvalid }, "the trouble to be told");
        Assert.Contains(other, _library.Trouble!.Message);
        _library.AddNotes(20, from: 20);
        _library.UntilDone();
        Assert.Equal((40, 0), (_library.VectorsOf(old), _library.VectorsOf(building)));
        Assert.Equal(old.Id, _library.Active!.Id);
        File.WriteAllBytes(other, bytes);
        MeaningLibrary.Until(() => _library.Active!.Id == building.Id, "the swap");
        await _library.StopAsync();
        _library.AssertComplete(_library.Active!);
    }

    [Fact]
    public void A_model_that_is_gone_takes_no_place_in_an_empty_library()
    {
        var old = _library.Begin(_library.Model("small"));
        var other = _library.Model("other");
        var bytes = File.ReadAllBytes(other);
        var building = _library.Begin(other);
        File.Delete(other);
        _library.Start();
        MeaningLibrary.Until(() => _library.Trouble is CortexException { Code: ErrorCode.ModelInvalid }, "the trouble to be told");
        Assert.Equal(old.Id, _library.Active!.Id);
        File.WriteAllBytes(other, bytes);
        MeaningLibrary.Until(() => _library.Active!.Id == building.Id, "the swap");
    }

    [Fact]
    public void A_damaged_model_is_not_begun_with()
    {
        var path = _library.Model("damaged");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        var refused = Assert.Throws<CortexException>(() => EmbeddingModels.Describe(path));
        Assert.Equal(ErrorCode.ModelInvalid, refused.Code);
        Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => EmbeddingModels.Describe(path + "-gone")).Code);
    }

    [Fact]
    public async Task One_in_use_that_is_gone_is_replaced_by_what_is_built()
    {
        var old = _library.Model("small");
        _library.Begin(old);
        _library.AddNotes(20);
        await _library.EmbedAsync();
        File.Delete(old);
        var building = _library.Begin(_library.Model("other"));
        _library.AddNotes(150, from: 20);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Active!.Id == building.Id, "the swap");
        _library.UntilDone();
        _library.AssertComplete(_library.Active!);
        MeaningLibrary.Until(() => _library.Trouble is null, "no trouble");
    }

    [Fact]
    public async Task Another_built_in_model_is_followed_though_items_wait()
    {
        var old = _library.Begin(model: null);
        _library.AddNotes(40);
        await _library.EmbedAsync();
        // As if an earlier version had brought another file.
        _library.Write(db => { db.Execute("UPDATE generations SET key = 'another', fingerprint = 'another'"); });
        _library.AddNotes(150, from: 40);
        await _library.IndexWordsAsync();
        _library.Start();
        MeaningLibrary.Until(() => _library.Active!.Id != old.Id, "the swap");
        _library.UntilDone();
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM generations") == 1, "the old ones to go");
        Assert.Equal(190, _library.AssertComplete(_library.Active!).Count);
    }

    [Fact]
    public async Task A_large_item_that_is_in_hand_at_the_swap_is_let_go()
    {
        var old = _library.Begin(_library.Model("small"));
        _library.Files.Add(string.Join("\n\n", Enumerable.Range(0, 900).Select(n => MeaningLibrary.Note(n, 8))), "Large");
        await _library.IndexWordsAsync();
        Assert.True(_library.Count("SELECT count(*) FROM chunks") > 300);
        _library.Start();
        MeaningLibrary.Until(() => _library.VectorsOf(old) > 0, "the first vectors");
        var other = _library.Begin(_library.Model("other"));
        _library.Write(db => Generations.Swap(db, other, 1));
        _library.UntilDone();
        _library.AssertComplete(_library.Active!);
        await _library.StopAsync();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();
}
