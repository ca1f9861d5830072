using Cortex.Engine.Embeddings;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Inference;
using Cortex.Engine.Tests.Storage;
using ManualTime = Cortex.Engine.Tests.Inference.ManualTime;

namespace Cortex.Engine.Tests.Embeddings;

public sealed class EmbeddingRateTests
{
    private readonly ManualTime _time = new();
    private readonly EmbeddingRate _rate;

    public EmbeddingRateTests() => _rate = new EmbeddingRate(_time);

    [Fact]
    public void It_is_told_once_enough_was_done()
    {
        Assert.Null(Batch(TimeSpan.FromMilliseconds(100), 100));
        Assert.Null(Batch(TimeSpan.FromMilliseconds(100), 100));
        Assert.Equal(100, Batch(TimeSpan.FromSeconds(4.8), 300)!.Value, 0.001);
        // Then from the start again.
        Assert.Equal(2000, Batch(TimeSpan.FromSeconds(1), 2000)!.Value, 0.001);
    }

    [Fact]
    public void Time_between_batches_does_not_count()
    {
        Assert.Null(Batch(TimeSpan.FromMilliseconds(200), 200));
        _time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1000, Batch(TimeSpan.FromSeconds(5), 5000)!.Value, 0.001);
    }

    [Fact]
    public void Batches_at_once_share_the_time()
    {
        _rate.Begin();
        _time.Pass(TimeSpan.FromSeconds(1));
        _rate.Begin();
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(500, _rate.End(1000)!.Value, 0.001);
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(3000, _rate.End(3000)!.Value, 0.001);
    }

    [Fact]
    public void It_is_kept_with_the_library()
    {
        using var library = new TemporaryLibrary();
        var before = library.Database.Read(EmbeddingRate.Kept);
        Assert.True(before > 0);
        library.Database.Writer.Run(Durability.Derived, db => EmbeddingRate.Keep(db, 1234.5));
        Assert.Equal(1234.5, library.Database.Read(EmbeddingRate.Kept));
        foreach (var wrong in (string[])["", "none", "-1", "0", "NaN", "Infinity"])
        {
            library.Database.Writer.Run(Durability.Derived, db => { db.Execute("UPDATE library SET value = ?1 WHERE key = 'embedding_tokens_per_second'", wrong); });
            Assert.Equal(before, library.Database.Read(EmbeddingRate.Kept));
        }
    }

    private double? Batch(TimeSpan time, long tokens)
    {
        _rate.Begin();
        _time.Pass(time);
        return _rate.End(tokens);
    }
}
