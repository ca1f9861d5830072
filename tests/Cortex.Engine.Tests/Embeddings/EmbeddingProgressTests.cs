using Cortex.Contract.Processing;
using Cortex.Engine.Embeddings;
using Cortex.Engine.Jobs;

namespace Cortex.Engine.Tests.Embeddings;

[Collection(MeaningLibrary.OneAtATime)]
public sealed class EmbeddingProgressTests : IAsyncLifetime
{
    private readonly MeaningLibrary _library = new();

    private EmbeddingStatus Status => _library.Database.Read(db => EmbeddingProgress.Of(db, trouble: null));

    [Fact]
    public async Task What_waits_is_counted_and_its_time_told()
    {
        Assert.Equal((0, null, null, null), (Status.Waiting, Status.SecondsLeft, Status.Model, Status.Rebuild));
        _library.AddNotes(300);
        // Nobody knows how long it takes before it is read.
        Assert.Equal((300, null), (Status.Waiting, Status.SecondsLeft));
        await _library.IndexWordsAsync();
        _library.Write(db => EmbeddingRate.Keep(db, 1000));
        var tokens = _library.Count("SELECT sum(token_count) FROM chunks");
        Assert.Equal(300, Status.Waiting);
        Assert.Equal(tokens / 1000.0, Status.SecondsLeft!.Value, tokens / 1000.0 * 0.05);
        await _library.EmbedAsync();
        Assert.Equal((0, null, "built-in:all-MiniLM-L6-v2", 384), (Status.Waiting, Status.SecondsLeft, Status.Model, Status.Dimensions));
    }

    [Fact]
    public async Task What_is_in_hand_has_its_time_too()
    {
        _library.AddNotes(20);
        await _library.IndexWordsAsync();
        var waiting = Status.SecondsLeft;
        _library.Write(db => JobQueue.LeaseNext(db, Stage.Meaning, "me", _library.Database.Now, 64));
        Assert.Equal((20, waiting), (Status.Waiting, Status.SecondsLeft));
        Assert.True(waiting > 0);
    }

    [Fact]
    public async Task Another_models_vectors_are_counted_in_passages()
    {
        _library.Begin(_library.Model("small"));
        _library.AddNotes(30);
        await _library.EmbedAsync();
        Assert.Null(Status.Rebuild);
        var building = _library.Begin(_library.Model("other"));
        var rebuild = Status.Rebuild!;
        Assert.Equal(("gguf:other", 0, 30), (rebuild.Model, rebuild.Done, rebuild.Total));
        Assert.True(rebuild.SecondsLeft > 0);
        _library.Write(db => db.Execute("INSERT INTO vectors (chunk_id, generation, vector) SELECT id, ?1, x'003c' FROM chunks WHERE item_pk <= 12", building.Id));
        Assert.Equal((12, 30), (Status.Rebuild!.Done, Status.Rebuild.Total));
        Assert.True(Status.Rebuild.SecondsLeft < rebuild.SecondsLeft);
        Assert.Equal(("gguf:small", 24), (Status.Model, Status.Dimensions));
        _library.Start();
        MeaningLibrary.Until(() => Status.Rebuild is null, "the swap");
        Assert.Equal("gguf:other", Status.Model);
    }

    [Fact]
    public void Trouble_is_told_in_the_words_of_what_it_is()
    {
        Assert.Equal("the model is gone", _library.Database.Read(db => EmbeddingProgress.Of(db, new CortexException("model_invalid", "the model is gone"))).Trouble);
        Assert.Equal("FormatException: odd", _library.Database.Read(db => EmbeddingProgress.Of(db, new FormatException("odd"))).Trouble);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();
}
