using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Inference;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.VectorSearch.Kernels;

namespace Cortex.Engine.Tests.VectorSearch;

public sealed class VectorIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(384)]
    [InlineData(768)]
    [InlineData(1_000)]
    public void The_nearest_are_found_in_their_order(int dimensions)
    {
        using var library = new VectorLibrary(dimensions);
        library.AddRandom(1_500);
        using var index = library.Index();
        library.AssertRight(index);
        Assert.Equal(1_500, index.LoadedRows);
    }

    [Fact]
    public void Hundreds_of_hits_are_exact_too()
    {
        using var library = new VectorLibrary(96);
        library.AddRandom(6_000);
        using var index = library.Index();
        library.AssertRight(index, queries: 3, count: 300);
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is()
    {
        using var library = new VectorLibrary(8);
        using var index = library.Index();
        Assert.Empty(library.Search(index, library.Random()));
        library.AddRandom(5);
        Assert.Empty(library.Database.ReadSnapshot(db => index.Search(db, 77, 8, library.Random(), 10)));
        Assert.Equal(5, library.Search(index, library.Random(), count: int.MaxValue).Count);
        Assert.Empty(library.Search(index, library.Random(), count: 0));
        Assert.False(library.WriteFile(index));
        Assert.Empty(library.Files());
    }

    [Fact]
    public void A_query_without_a_direction_is_near_to_nothing()
    {
        using var library = new VectorLibrary(3);
        library.AddRandom(5);
        using var index = library.Index();
        Assert.Empty(library.Search(index, [0, 0, 0]));
        Assert.Empty(library.Search(index, [1, float.NaN, 0]));
        Assert.Empty(library.Search(index, [1, float.NegativeInfinity, 0]));
        Assert.Throws<ArgumentException>(() => library.Search(index, library.Random()[..2]));
    }

    [Fact]
    public void A_query_may_be_of_any_length()
    {
        using var library = new VectorLibrary(64);
        library.AddRandom(100);
        using var index = library.Index();
        var query = library.Random();
        var same = library.Search(index, query);
        var longer = library.Search(index, [.. query.Select(value => value * 1e6f)]);
        Assert.Equal(same.Select(hit => hit.ChunkId), longer.Select(hit => hit.ChunkId));
        Assert.All(same.Zip(longer), pair => Assert.Equal(pair.First.Cosine, pair.Second.Cosine, 1e-5));
    }

    [Fact]
    public void Vectors_that_cannot_be_read_are_no_hits()
    {
        using var library = new VectorLibrary(4);
        var good = library.Add([1, 0, 0, 0]);
        library.Write(db =>
        {
            foreach (var vector in (byte[][])[[], [0], VectorLibrary.Halves([1, 0, 0]), VectorLibrary.Halves([1, float.NaN, 0, 0]), VectorLibrary.Halves([float.PositiveInfinity, 0, 0, 0])])
                VectorLibrary.SetVector(db, library.AddPassage(db), vector);
        });
        var zero = library.Add([0, 0, 0, 0]);
        using var index = library.Index();
        Assert.Equal([good, zero], library.Search(index, [1, 0, 0, 0]).Select(hit => hit.ChunkId));
    }

    [Fact]
    public void Equal_cosines_are_in_the_order_of_their_passages_whatever_the_number_of_threads()
    {
        using var library = new VectorLibrary(16);
        var same = library.Random();
        var ids = new List<long>();
        library.Write(db =>
        {
            for (var i = 0; i < 9_000; i++) ids.Add(library.Add(db, i % 3 == 0 ? same : library.Random()));
        });
        using var one = library.Index(threads: 1);
        using var two = library.Index(threads: 2);
        using var eight = library.Index(threads: 8);
        var expected = ids.Where((_, i) => i % 3 == 0).Take(50).ToList();
        foreach (var index in (VectorIndex[])[one, two, eight]) Assert.Equal(expected, library.Search(index, same, 50).Select(hit => hit.ChunkId));
        for (var i = 0; i < 10; i++)
        {
            var query = library.Random();
            Assert.Equal(library.Search(one, query, 100), library.Search(two, query, 100));
            Assert.Equal(library.Search(one, query, 100), library.Search(eight, query, 100));
        }
    }

    [Fact]
    public void Every_width_finds_the_same()
    {
        using var library = new VectorLibrary(200);
        library.AddRandom(2_000);
        var query = library.Random();
        var results = ByteProducts.Supported.Select(products =>
        {
            using var index = new VectorIndex(library.Library.Folder, TimeProvider.System, 2) { Products = products };
            return library.Search(index, query, 40);
        }).ToList();
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Filters_come_before_the_cut()
    {
        using var library = new VectorLibrary(32);
        library.AddRandom(3_000);
        using var index = library.Index();
        var items = new HashSet<long> { 5, 17, 400, 9_999 };
        library.AssertRight(index, filter: new() { ItemPks = items }, admits: (_, item) => items.Contains(item));
        var chunks = new HashSet<long> { 3, 4, 1_000, 2_999, -1 };
        library.AssertRight(index, filter: new() { ChunkIds = chunks }, admits: (chunk, _) => chunks.Contains(chunk));
        var excluded = Enumerable.Range(1, 2_990).Select(id => (long)id).ToHashSet();
        library.AssertRight(index, filter: new() { ExcludedChunkIds = excluded }, admits: (chunk, _) => chunk > 2_990);
        library.AssertRight(index, count: 3_000, filter: new() { ExcludedItemPk = 7 }, admits: (_, item) => item != 7);
        library.AssertRight(index, filter: new() { ItemPks = items, ExcludedItemPk = 17, ExcludedChunkIds = excluded }, admits: (chunk, item) => item is 5 or 400 && chunk > 2_990);
        Assert.Empty(library.Search(index, library.Random(), filter: new() { ItemPks = new HashSet<long>() }));
    }

    [Fact]
    public void What_comes_and_goes_is_seen_by_the_next_search_in_every_process()
    {
        using var library = new VectorLibrary(24);
        var first = library.AddRandom(500);
        using var other = library.Library.Open("other");
        using var index = library.Index();
        using var otherIndex = library.Index();
        library.AssertRight(index);
        var query = library.Random();
        library.Search(otherIndex, query, database: other);

        var near = library.Add(query);
        Assert.Equal(near, library.Search(index, query)[0].ChunkId);
        Assert.Equal(near, library.Search(otherIndex, query, database: other)[0].ChunkId);
        library.Remove([near, .. first.Take(200)]);
        Assert.NotEqual(near, library.Search(otherIndex, query, database: other)[0].ChunkId);
        library.AssertRight(index);
        library.AssertRight(otherIndex, count: 300);
        Assert.Equal(300, index.LoadedRows);

        // Embedded again, with another direction: by way of the log, and without it.
        library.Write(db =>
        {
            db.Execute("DELETE FROM vectors WHERE chunk_id = ?1", first[300]);
            VectorLibrary.SetVector(db, first[300], VectorLibrary.Halves(query));
            db.Execute("INSERT OR REPLACE INTO vectors (chunk_id, generation, vector) VALUES (?1, 1, ?2)", first[301], VectorLibrary.Halves(query));
        });
        Assert.Equal([first[300], first[301]], library.Search(index, query, 2).Select(hit => hit.ChunkId));
        library.AssertRight(index, count: 300);
        Assert.Equal(300, index.LoadedRows);

        library.Remove(first);
        Assert.Empty(library.Search(index, query));
    }

    [Fact]
    public void A_search_sees_what_its_snapshot_has_though_the_index_is_ahead()
    {
        using var library = new VectorLibrary(24);
        library.AddRandom(50);
        using var index = library.Index();
        var query = library.Random();
        library.Database.ReadSnapshot(db =>
        {
            var before = index.Search(db, VectorLibrary.Generation, 24, query, 10);
            var near = library.Add(query);
            using var other = library.Library.Open("other");
            Assert.Equal(near, library.Search(index, query, database: other)[0].ChunkId);
            Assert.Equal(before, index.Search(db, VectorLibrary.Generation, 24, query, 10));
            return true;
        });
    }

    [Fact]
    public void An_index_behind_the_log_of_removals_is_made_anew()
    {
        using var library = new VectorLibrary(24);
        var ids = library.AddRandom(300);
        using var index = library.Index();
        library.AssertRight(index);
        library.Remove(ids.Take(100));
        library.Write(db => db.Execute("DELETE FROM vector_removals WHERE seq <= 50"));
        library.AssertRight(index, count: 200);
        library.Remove(ids.Skip(100).Take(100));
        library.Write(db => db.Execute("DELETE FROM vector_removals"));
        library.AssertRight(index, count: 200);
        Assert.Equal(100, index.LoadedRows);
    }

    [Fact]
    public void Generations_do_not_mix()
    {
        using var library = new VectorLibrary(24);
        library.Write(db => VectorLibrary.AddGeneration(db, 2, "building"));
        library.AddRandom(100);
        var second = library.AddRandom(100, generation: 2);
        using var index = library.Index();
        library.AssertRight(index, count: 200);
        Assert.Equal(second, library.Database.ReadSnapshot(db => index.Search(db, 2, 24, library.Random(), 200)).Select(hit => hit.ChunkId).Order());
        library.AssertRight(index, count: 200);
    }

    [Fact]
    public void Another_epoch_drops_what_was_loaded_and_written()
    {
        using var library = new VectorLibrary(24);
        library.AddRandom(5_000);
        using var index = library.Index();
        library.AssertRight(index);
        Assert.Single(library.Files());

        // As after a restore: other rows under the numbers that were used before.
        library.Write(db =>
        {
            db.Execute("DELETE FROM vectors WHERE seq > 4600");
            db.Execute("DELETE FROM vector_removals");
            db.Execute("UPDATE sqlite_sequence SET seq = 4600 WHERE name = 'vectors'");
            db.Execute("DELETE FROM sqlite_sequence WHERE name = 'vector_removals'");
            db.Execute("UPDATE vectors SET vector = ?1 WHERE seq = 1", VectorLibrary.Halves(library.Random()));
            db.Execute("UPDATE library SET value = 'another' WHERE key = 'epoch'");
            for (var i = 0; i < 400; i++) library.Add(db, library.Random());
        });
        library.AssertRight(index);
        Assert.Equal(5_000, index.LoadedRows);
        Assert.Single(library.Files());
    }

    [Fact]
    public void It_is_let_go_when_idle_and_comes_back()
    {
        var time = new ManualTime();
        using var library = new VectorLibrary(24);
        library.AddRandom(100);
        using var index = library.Index(time: time);
        Assert.Null(index.LoadedRows);
        library.AssertRight(index, queries: 1);
        time.Pass(VectorIndex.DefaultIdleTime - TimeSpan.FromSeconds(1));
        library.AssertRight(index, queries: 1);
        time.Pass(VectorIndex.DefaultIdleTime - TimeSpan.FromSeconds(1));
        Assert.Equal(100, index.LoadedRows);
        Assert.True(index.LoadedBytes > 0);
        time.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(index.LoadedRows);
        Assert.Null(index.LoadedBytes);
        library.AssertRight(index, queries: 1);
    }

    [Fact]
    public async Task Searches_at_the_same_time_as_writes_find_what_is_there()
    {
        using var library = new VectorLibrary(48);
        var kept = library.AddRandom(4_500);
        var query = library.Random();
        var best = library.Add(query);
        using var index = library.Index();
        using var done = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var last = 0;
            for (; !done.IsCancellationRequested || last == 0; last++)
            {
                var hits = library.Search(index, query, 20);
                Assert.Equal(best, hits[0].ChunkId);
                Assert.Equal(20, hits.Count);
                Assert.Equal(hits.Count, hits.Select(hit => hit.ChunkId).Distinct().Count());
            }

            return last;
        })).ToList();
        var writes = Task.Run(() =>
        {
            for (var round = 0; round < 15; round++)
            {
                library.Remove(library.AddRandom(150).Take(50));
                if (round % 5 == 4) library.WriteFile(index);
            }
        });
        await writes;
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(searches), count => Assert.True(count > 0));
        library.AssertRight(index, count: 100);
        Assert.Equal(kept.Count + 1 + (15 * 100), index.LoadedRows);
    }

    [Fact]
    public void A_search_can_be_cancelled_and_the_next_is_right()
    {
        using var library = new VectorLibrary(24);
        library.AddRandom(100);
        using var index = library.Index();
        Assert.Throws<OperationCanceledException>(() => library.Database.ReadSnapshot(db => index.Search(db, VectorLibrary.Generation, 24, library.Random(), 10, cancel: new CancellationToken(canceled: true))));
        library.AssertRight(index);
    }

    [Fact]
    public void After_its_end_it_refuses()
    {
        using var library = new VectorLibrary(24);
        library.AddRandom(10);
        var index = library.Index();
        library.AssertRight(index);
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => library.Search(index, library.Random()));
        index.Dispose();
    }
}
