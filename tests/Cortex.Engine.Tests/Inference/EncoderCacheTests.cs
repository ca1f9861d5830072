using Cortex.Contract.Errors;
using Cortex.Engine.Inference;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Inference;

public sealed class EncoderCacheTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly EncoderCache _cache;
    private int _loads;

    public EncoderCacheTests() => _cache = new EncoderCache(() =>
    {
        Interlocked.Increment(ref _loads);
        return SentenceEncoder.Load(Repository.Model);
    }, _time);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void It_is_loaded_once_at_first_use_and_let_go_when_idle()
    {
        Assert.False(_cache.IsLoaded);
        Parallel.For(0, 8, _ => Use());
        Assert.Equal(1, _loads);

        _time.Pass(EncoderCache.DefaultIdleTime - TimeSpan.FromSeconds(1));
        Assert.True(_cache.IsLoaded);
        Use();
        _time.Pass(EncoderCache.DefaultIdleTime - TimeSpan.FromSeconds(1));
        Assert.True(_cache.IsLoaded);
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.False(_cache.IsLoaded);

        Use();
        Assert.Equal(2, _loads);
    }

    [Fact]
    public void It_stays_while_somebody_uses_it()
    {
        using (var use = _cache.Borrow())
        {
            Use();
            _time.Pass(TimeSpan.FromHours(1));
            Assert.True(_cache.IsLoaded);
            Assert.NotEmpty(use.Encoder.Encode("still here"));
            use.Dispose();
        }

        _time.Pass(EncoderCache.DefaultIdleTime);
        Assert.False(_cache.IsLoaded);
        _cache.Dispose();
        Assert.Throws<ObjectDisposedException>(_cache.Borrow);
    }

    [Fact]
    public void A_file_that_cannot_be_loaded_is_tried_again()
    {
        var path = Path.GetTempFileName();
        using var cache = EncoderCache.OfFile(_time, path);
        Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(cache.Borrow).Code);
        File.Copy(Repository.Model, path, overwrite: true);
        using (var use = cache.Borrow())
        {
            Assert.Equal(384, use.Encoder.Dimensions);
        }

        File.Delete(path);
    }

    [Fact]
    public async Task Behind_the_interface_it_gives_the_same_vectors()
    {
        using var generator = new BuiltInEmbeddingGenerator(_cache, _time);
        using var use = _cache.Borrow();

        var one = await generator.GenerateAsync(["a lease"]);
        var two = await generator.GenerateAsync(new[] { "a lease", "" }.Where(_ => true), new EmbeddingGenerationOptions { Dimensions = 384 });

        Assert.Equal(use.Encoder.Encode("a lease"), one[0].Vector.ToArray());
        Assert.Equal(use.Encoder.Encode("a lease"), two[0].Vector.ToArray());
        Assert.Equal(use.Encoder.Encode(""), two[1].Vector.ToArray());
        Assert.Empty(await generator.GenerateAsync([]));
        Assert.Same(generator, generator.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        var metadata = Assert.IsType<EmbeddingGeneratorMetadata>(generator.GetService(typeof(EmbeddingGeneratorMetadata)));
        Assert.Equal(384, metadata.DefaultModelDimensions);
        Assert.Equal("all-MiniLM-L6-v2", metadata.DefaultModelId);
        var refused = await Assert.ThrowsAsync<CortexException>(() => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 512 }));
        Assert.Equal(ErrorCode.InvalidArgument, refused.Code);
    }

    private void Use()
    {
        using var use = _cache.Borrow();
        Assert.NotEmpty(use.Encoder.Encode("a"));
    }
}
