using Cortex.Engine.Inference;
using Cortex.Engine.Inference.Kernels;
using Cortex.Engine.Inference.Platform;

namespace Cortex.Engine.Tests.Inference;

public sealed class SentenceEncoderTests : IClassFixture<SentenceEncoderTests.Shared>
{
    private static readonly string[] Texts = [.. Vectors.References.Select(reference => reference.Text)];
    private readonly SentenceEncoder _encoder;

    public SentenceEncoderTests(Shared shared) => _encoder = shared.Encoder;

    public sealed class Shared : IDisposable
    {
        public SentenceEncoder Encoder { get; } = Load();

        public void Dispose() => Encoder.Dispose();
    }

    public static TheoryData<SimdLevel> Levels => [.. Simd.Supported];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Vectors_are_the_references_at_every_width(SimdLevel level)
    {
        using var encoder = Load(level);

        var found = encoder.EncodeBatch(Texts);

        Assert.Equal(21, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            var cosine = Vectors.Cosine(Vectors.References[i].Vector, found[i]);
            Assert.True(cosine >= 0.9995, $"{cosine} for: {Texts[i]}");
            Assert.Equal(1, found[i].Sum(value => (double)value * value), 1e-5);
        }
    }

    [Fact]
    public void The_widest_that_the_machine_has_is_taken() => Assert.Equal(Simd.Supported.Max(), Simd.Best);

    [Fact]
    public void A_text_alone_and_in_a_mixed_batch_is_the_same_to_the_bit()
    {
        string[] batch = [.. Texts, "", .. Texts.Reverse(), "short", string.Concat(Enumerable.Repeat("long ", 300))];

        var together = _encoder.EncodeBatch(batch);

        for (var i = 0; i < batch.Length; i++)
        {
            Assert.Equal(_encoder.Encode(batch[i]), together[i]);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using var one = Load(threads: 1);
        using var many = Load(threads: 7);

        Assert.Equal(one.EncodeBatch(Texts), many.EncodeBatch(Texts));
    }

    [Fact]
    public void Many_callers_share_one_encoder()
    {
        var expected = _encoder.EncodeBatch(Texts[..8]);
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            if (i % 3 == 0)
            {
                Assert.Equal(expected, _encoder.EncodeBatch(Texts[..8]));
            }
            else
            {
                Assert.Equal(expected[i % 8], _encoder.Encode(Texts[i % 8]));
            }
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("\uD800")]
    public void A_text_of_nothing_has_a_vector(string text) => Assert.Equal(_encoder.Encode(""), _encoder.Encode(text));

    [Fact]
    public void No_texts_give_no_vectors() => Assert.Empty(_encoder.EncodeBatch([]));

    [Fact]
    public void A_very_long_text_is_cut()
    {
        var text = string.Concat(Enumerable.Repeat("lease ", 200_000));
        var cut = string.Concat(Enumerable.Repeat("lease ", 254));
        using var longer = SentenceEncoder.Load(Repository.Model, new() { MaxTokens = 100_000 });

        Assert.Equal(256, _encoder.MaxTokens);
        Assert.Equal(_encoder.Encode(cut), _encoder.Encode(text));
        Assert.Equal(512, longer.MaxTokens);
        Assert.Equal(longer.Encode(cut), _encoder.Encode(cut));
        Assert.NotEqual(longer.Encode(text), _encoder.Encode(text));
        Assert.InRange(Vectors.Cosine(longer.Encode(text), _encoder.Encode(text)), 0.8, 1);
    }

    [Fact]
    public void What_is_meant_is_found_without_a_common_word()
    {
        var query = _encoder.Encode("When does my rental contract run out?");
        var right = Vectors.Cosine(query, _encoder.Encode("The landlord said the lease ends in March."));
        var wrong = Vectors.Cosine(query, _encoder.Encode("Whisk the eggs with the sugar."));
        Assert.True(right > wrong + 0.3, $"{right} against {wrong}");
    }

    [Fact]
    public void A_cancelled_call_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _encoder.Encode("a", cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _encoder.EncodeBatch(["a"], cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _encoder.EncodeBatch([], cancel.Token));
        Assert.NotEmpty(_encoder.Encode("a"));
    }

    [Fact]
    public async Task A_query_overtakes_a_batch_and_a_batch_can_be_stopped()
    {
        using var encoder = Load(threads: 1);
        using var cancel = new CancellationTokenSource();
        var expected = encoder.Encode(Texts[0]);

        // Hours of work: what the query waits for cannot be its end.
        var batch = Task.Run(() => encoder.EncodeBatch(new Endless(Texts[^1], 100_000), cancel.Token));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(expected, encoder.Encode(Texts[0]));
        }

        Assert.False(batch.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch);
    }

    [Fact]
    public void Batches_run_at_the_lowest_priority_unless_somebody_waits_for_them()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _encoder.EncodeBatch(Texts[..4]);
        Assert.Contains(ThreadPriorities.LowestNice, NicesOfBulkThreads());

        using var foreground = SentenceEncoder.Load(Repository.Model, new() { Threads = 1, BatchesInForeground = true });
        foreground.EncodeBatch(Texts[..4]);
        Assert.Contains(ThreadStat.Nice(File.ReadAllText("/proc/thread-self/stat")), NicesOfBulkThreads());

        static IEnumerable<int> NicesOfBulkThreads() =>
            ThreadStat.OfThisProcess().Where(stat => ThreadStat.Name(stat) == SentenceEncoder.BulkThreadName).Select(ThreadStat.Nice);
    }

    [Fact]
    public async Task Ended_while_it_works_it_finishes_first()
    {
        var encoder = Load(threads: 2);
        var begun = new TaskCompletionSource();
        var batch = Task.Run(() => encoder.EncodeBatch(new Signalling(Texts, begun)));
        await begun.Task;

        encoder.Dispose();

        Assert.Equal(Texts.Length, (await batch).Length);
        Assert.Throws<ObjectDisposedException>(() => encoder.Encode("a"));
        encoder.Dispose();
    }

    private static SentenceEncoder Load(SimdLevel? level = null, int threads = 2) =>
        SentenceEncoder.Load(Repository.Model, new() { Simd = level, Threads = threads });

    private sealed class Endless(string text, int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => text;

        public IEnumerator<string> GetEnumerator() => Enumerable.Repeat(text, count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Signalling(string[] texts, TaskCompletionSource read) : IReadOnlyList<string>
    {
        public int Count => texts.Length;

        public string this[int index]
        {
            get
            {
                read.TrySetResult();
                return texts[index];
            }
        }

        public IEnumerator<string> GetEnumerator() => texts.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
