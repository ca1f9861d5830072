using Cortex.Engine.Storage;

namespace Cortex.Engine.VectorSearch;

/// <summary>The vectors of one generation in the database, as one snapshot has them.</summary>
internal sealed class VectorTable(Db db, long generation, int dimensions)
{
    public delegate void Visit(StoredVector vector);

    public long Generation => generation;
    public int Dimensions => dimensions;

    // Not max(seq): that goes down when the newest row is deleted.
    public TablePosition Position() => db.First(
        """
        SELECT (SELECT value FROM library WHERE key = 'epoch'),
          (SELECT seq FROM sqlite_sequence WHERE name = 'vectors'), (SELECT seq FROM sqlite_sequence WHERE name = 'vector_removals')
        """,
        row => new TablePosition(row.TextOrNull(0) ?? "", row.LongOrNull(1) ?? 0, row.LongOrNull(2) ?? 0))!;

    /// <summary>Whether the log of removals still has all that came after <paramref name="removal"/>.</summary>
    public bool LogReachesBackTo(long removal, TablePosition now) =>
        removal >= now.Removals || db.Long("SELECT min(seq) FROM vector_removals") <= removal + 1;

    public int Count() => Limited(db.Long("SELECT count(*) FROM vectors INDEXED BY vectors_by_chunk WHERE generation = ?1", generation) ?? 0);

    /// <summary>How many rows came and went since; not counted past <paramref name="limit"/>.</summary>
    public long CountSince(TablePosition from, int limit) =>
        (db.Long("SELECT count(*) FROM (SELECT 1 FROM vectors WHERE seq > ?1 AND generation = ?2 LIMIT ?3)", from.Vectors, generation, limit) ?? 0)
        + (db.Long("SELECT count(*) FROM (SELECT 1 FROM vector_removals WHERE seq > ?1 AND generation = ?2 LIMIT ?3)", from.Removals, generation, limit) ?? 0);

    public bool Has(long chunkId) => db.Long("SELECT 1 FROM vectors WHERE chunk_id = ?1 AND generation = ?2", chunkId, generation) is not null;

    public void EachRemoved(TablePosition from, TablePosition to, Action<long> visit) =>
        db.Each("SELECT chunk_id FROM vector_removals WHERE seq > ?1 AND seq <= ?2 AND generation = ?3", row => visit(row.Long(0)), from.Removals, to.Removals, generation);

    public void EachAdded(TablePosition from, TablePosition to, Visit visit) => db.Each(
        """
        SELECT v.chunk_id, c.item_pk, v.vector FROM vectors v CROSS JOIN chunks c ON c.id = v.chunk_id
        WHERE v.seq > ?1 AND v.seq <= ?2 AND v.generation = ?3 ORDER BY v.seq
        """,
        row => VisitReadable(row.Long(0), row.Long(1), row.BlobInPlace(2), visit), from.Vectors, to.Vectors, generation);

    /// <summary>All, in the order of their passages.</summary>
    public void EachByChunk(TablePosition to, Visit visit)
    {
        // An index holds the items of passages; the passages themselves, with their text, are not touched.
        var items = new List<(long Chunk, long Item)>();
        db.Each("SELECT id, item_pk FROM chunks INDEXED BY chunks_by_item", row => items.Add((row.Long(0), row.Long(1))));
        items.Sort();
        var at = 0;
        db.Each(
            "SELECT chunk_id, vector FROM vectors INDEXED BY vectors_by_chunk WHERE generation = ?1 AND seq <= ?2 ORDER BY chunk_id",
            row =>
            {
                var chunk = row.Long(0);
                while (at < items.Count && items[at].Chunk < chunk) at++;
                if (at < items.Count && items[at].Chunk == chunk) VisitReadable(chunk, items[at].Item, row.BlobInPlace(1), visit);
            },
            generation, to.Vectors);
    }

    // Empty where the model could not read the passage.
    private void VisitReadable(long chunk, long item, ReadOnlySpan<byte> vector, Visit visit)
    {
        if (vector.Length == dimensions * sizeof(ushort)) visit(new StoredVector(chunk, item, vector));
    }

    private static int Limited(long count) => count <= VectorIndex.MaxRows ? (int)count : throw new InvalidOperationException($"{count} vectors are more than {VectorIndex.MaxRows}.");
}
