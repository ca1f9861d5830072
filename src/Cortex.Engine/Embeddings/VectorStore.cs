using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>A passage that has no vector yet. The hash says which text the vector will be of.</summary>
internal sealed record PendingPassage(long ChunkId, long Hash, int TokenCount, string Title, string Text);

/// <summary>The vectors of passages, in the database.</summary>
internal static class VectorStore
{
    private const string Columns = "c.id, c.hash, c.token_count, c.title, c.text";

    /// <summary>Passages of an item without a vector of this generation.</summary>
    public static List<PendingPassage> Missing(Db db, Generation generation, long itemPk, int limit) =>
        db.Query($"SELECT {Columns} FROM chunks c WHERE c.item_pk = ?2 AND {Lacks} ORDER BY c.start, c.id LIMIT ?3", Read, generation.Id, itemPk, limit);

    /// <summary>Passages without a vector of this generation and below an id, the newest first.</summary>
    public static List<PendingPassage> MissingBelow(Db db, Generation generation, long chunkId, int limit) =>
        db.Query($"SELECT {Columns} FROM chunks c WHERE c.id < ?2 AND {Lacks} ORDER BY c.id DESC LIMIT ?3", Read, generation.Id, chunkId, limit);

    public static bool IsMissingAbove(Db db, Generation generation, long chunkId) =>
        db.Long($"SELECT 1 FROM chunks c WHERE c.id > ?2 AND {Lacks} LIMIT 1", generation.Id, chunkId) is not null;

    /// <summary>The vector of another passage that says the same, so that it is not computed twice.</summary>
    public static byte[]? Twin(Db db, Generation generation, PendingPassage passage) => db.First("""
        SELECT v.vector FROM chunks o JOIN vectors v ON v.chunk_id = o.id AND v.generation = ?1
        WHERE o.hash = ?2 AND o.id <> ?3 AND o.title = ?4 AND o.text = ?5 LIMIT 1
        """, row => row.Blob(0), generation.Id, passage.Hash, passage.ChunkId, passage.Title, passage.Text);

    /// <summary>Keeps vectors, each only where its passage is still there and still says what was embedded. False, and none kept, when the generation is no longer made.</summary>
    public static bool Write(Db db, Generation generation, IReadOnlyList<(PendingPassage Passage, byte[] Vector)> vectors)
    {
        // Not for a generation that was given up, or that came with another library.
        if (db.Long("SELECT 1 FROM generations WHERE id = ?1 AND key = ?2 AND status <> 'retired'", generation.Id, generation.Key) is null) return false;
        foreach (var (passage, vector) in vectors)
            db.Execute("INSERT OR IGNORE INTO vectors (chunk_id, generation, vector) SELECT id, ?2, ?3 FROM chunks WHERE id = ?1 AND hash = ?4", passage.ChunkId, generation.Id, vector, passage.Hash);
        return true;
    }

    /// <summary>The vectors of an item's passages, in their order.</summary>
    public static List<(long ChunkId, float[] Vector)> OfItem(Db db, Generation generation, long itemPk, int limit) =>
        db.Query("SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.chunk_id = c.id AND v.generation = ?1 WHERE c.item_pk = ?2 AND length(v.vector) > 0 ORDER BY c.start, c.id LIMIT ?3",
            row => (row.Long(0), VectorBlob.Read(row.Blob(1))), generation.Id, itemPk, limit);

    /// <summary>Cosine of a passage's vector and another of unit length; null where it has none.</summary>
    public static double? Cosine(Db db, Generation generation, long chunkId, float[] other)
    {
        var vector = VectorBlob.Read(db.First("SELECT vector FROM vectors WHERE chunk_id = ?1 AND generation = ?2", row => row.Blob(0), chunkId, generation.Id) ?? []);
        return vector.Length != other.Length ? null : vector.Zip(other, (one, two) => (double)one * two).Sum();
    }

    public static long Count(Db db, Generation generation) => db.Long("SELECT count(*) FROM vectors WHERE generation = ?1", generation.Id) ?? 0;

    /// <summary>Removes some vectors of a retired generation, above a seq; returns the last one's, null when none is left.</summary>
    public static long? Purge(Db db, Generation retired, long after, int limit)
    {
        var last = db.Long("SELECT max(seq) FROM (SELECT seq FROM vectors WHERE seq > ?1 AND generation = ?2 ORDER BY seq LIMIT ?3)", after, retired.Id, limit);
        if (last is not null) db.Execute("DELETE FROM vectors WHERE seq > ?1 AND seq <= ?2 AND generation = ?3", after, last, retired.Id);
        return last;
    }

    /// <summary>The log of removals is for indexes in memory: one that lags this far is made anew.</summary>
    public static bool HasLongRemovals(Db db, int kept) => (db.Long("SELECT max(seq) FROM vector_removals") ?? 0) - (db.Long("SELECT min(seq) FROM vector_removals") ?? 0) > kept * 2L;

    public static void TrimRemovals(Db db, int kept) => db.Execute("DELETE FROM vector_removals WHERE seq <= (SELECT max(seq) FROM vector_removals) - ?1", kept);

    private const string Lacks = "c.hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.chunk_id = c.id AND v.generation = ?1)";

    private static PendingPassage Read(Row row) => new(row.Long(0), row.Long(1), row.Int(2), row.Text(3), row.Text(4));
}
