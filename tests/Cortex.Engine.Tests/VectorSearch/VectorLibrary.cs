using System.Runtime.InteropServices;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;
using Cortex.Engine.VectorSearch;

namespace Cortex.Engine.Tests.VectorSearch;

/// <summary>A real library with passages that have nothing but vectors, and the plain way to search them.</summary>
internal sealed class VectorLibrary : IDisposable
{
    public const long Generation = 1;
    private const int PassagesPerItem = 4;
    private readonly Random _random;

    public VectorLibrary(int dimensions, int seed = 1)
    {
        Dimensions = dimensions;
        _random = new Random(seed);
        Write(db => AddGeneration(db, Generation, "active"));
    }

    public TemporaryLibrary Library { get; } = new();
    public int Dimensions { get; }
    public Database Database => Library.Database;

    public static void AddGeneration(Db db, long id, string status) =>
        db.Execute("INSERT INTO generations (id, key, model, dimensions, status, created_at) VALUES (?1, 'key', 'test:model', 1, ?2, 1)", id, status);

    public string[] Files() => Directory.GetFiles(Library.Folder.Vectors);

    public VectorIndex Index(int threads = 2, TimeProvider? time = null) => new(Library.Folder, time ?? TimeProvider.System, threads);

    public void Write(Action<Db> work) => Database.Writer.Run(Durability.Derived, work);

    /// <summary>Adds so many passages with random vectors; their ids.</summary>
    public List<long> AddRandom(int count, long generation = Generation)
    {
        var ids = new List<long>();
        Write(db =>
        {
            for (var i = 0; i < count; i++) ids.Add(Add(db, Random(), generation));
        });
        return ids;
    }

    public long Add(float[] vector)
    {
        long id = 0;
        Write(db => id = Add(db, vector));
        return id;
    }

    public long Add(Db db, float[] vector, long generation = Generation)
    {
        var id = AddPassage(db);
        SetVector(db, id, Halves(vector), generation);
        return id;
    }

    public static void SetVector(Db db, long chunk, byte[] vector, long generation = Generation) =>
        db.Execute("INSERT INTO vectors (chunk_id, generation, vector) VALUES (?1, ?2, ?3)", chunk, generation, vector);

    public void Remove(params IEnumerable<long> chunks) => Write(db =>
    {
        foreach (var chunk in chunks) db.Execute("DELETE FROM chunks WHERE id = ?1", chunk);
    });

    public long AddPassage(Db db)
    {
        var chunk = (db.Long("SELECT max(id) FROM chunks") ?? 0) + 1;
        var item = 1 + (chunk / PassagesPerItem);
        db.Execute(
            """
            INSERT OR IGNORE INTO items (pk, id, title, title_derived, content_type, format, source, content_hash, metadata, created_at, updated_at)
            VALUES (?1, ?2, 'title', 0, 'note', 'markdown', 'api', x'00', '{}', 1, 1)
            """,
            item, $"item-{item}");
        return db.Long("INSERT INTO chunks (item_pk, revision, start, end, token_count, title, text) VALUES (?1, 1, 0, 1, 1, '', 'x') RETURNING id", item) ?? 0;
    }

    /// <summary>A random unit vector, about the same in every direction.</summary>
    public float[] Random()
    {
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++) vector[i] = _random.NextSingle() + _random.NextSingle() + _random.NextSingle() - 1.5f;
        return Unit(vector);
    }

    public static float[] Unit(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }

    public static byte[] Halves(float[] vector) => MemoryMarshal.AsBytes<Half>([.. vector.Select(value => (Half)value)]).ToArray();

    public IReadOnlyList<VectorHit> Search(VectorIndex index, float[] query, int count = 10, VectorFilter? filter = null, Database? database = null) =>
        (database ?? Database).ReadSnapshot(db => index.Search(db, Generation, Dimensions, query, count, filter));

    public bool WriteFile(VectorIndex index) => Database.ReadSnapshot(db => index.WriteFileIfStale(db, Generation, Dimensions));

    /// <summary>Every vector of the table against the query, in doubles.</summary>
    public List<(long ChunkId, long ItemPk, double Cosine)> SearchNaively(float[] query, int count = 10, Func<long, long, bool>? admits = null)
    {
        var rows = Database.Read(db => db.Query("SELECT v.chunk_id, c.item_pk, v.vector FROM vectors v JOIN chunks c ON c.id = v.chunk_id WHERE generation = ?1 AND length(vector) > 0", row => (Chunk: row.Long(0), Item: row.Long(1), Vector: row.Blob(2)), Generation));
        return [.. rows.Where(row => admits?.Invoke(row.Chunk, row.Item) is not false)
            .Select(row => (row.Chunk, row.Item, Cosine(query, row.Vector)))
            .OrderByDescending(row => row.Item3).ThenBy(row => row.Chunk).Take(count)];
    }

    /// <summary>The index finds what the plain way finds, in its order.</summary>
    public void AssertRight(VectorIndex index, int queries = 5, int count = 10, VectorFilter? filter = null, Func<long, long, bool>? admits = null)
    {
        for (var i = 0; i < queries; i++)
        {
            var query = Random();
            var expected = SearchNaively(query, count, admits);
            var found = Search(index, query, count, filter);
            Assert.Equal(expected.Select(hit => (hit.ChunkId, hit.ItemPk)), found.Select(hit => (hit.ChunkId, hit.ItemPk)));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Cosine, pair.Second.Cosine, 1e-5));
        }
    }

    public void Dispose() => Library.Dispose();

    private static double Cosine(float[] query, byte[] vector)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(vector);
        double sum = 0;
        for (var i = 0; i < query.Length; i++) sum += query[i] * (double)halves[i];
        return sum;
    }
}
