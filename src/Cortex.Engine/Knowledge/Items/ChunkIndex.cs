using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>A passage as it is put into the index: a span of the item's text, and that text.</summary>
internal readonly record struct NewChunk(int Start, int End, int TokenCount, string Text);

/// <summary>
/// The passages of an item in the word index, and those with a script without spaces in the index of pairs of characters too. Neither
/// keeps text of its own, so a passage leaves it with the words it came with: another way to cut pairs must empty that index first.
/// </summary>
internal static class ChunkIndex
{
    /// <summary>Puts an item's passages in place of those it had. One that says the same as before keeps its id, and with it what was made of it.</summary>
    public static void Replace(Db db, long itemPk, long revision, string title, IReadOnlyList<NewChunk> chunks)
    {
        var kept = Kept(db, itemPk, title, chunks);
        RemoveAllBut(db, itemPk, kept.Values);
        for (var i = 0; i < chunks.Count; i++)
        {
            if (kept.TryGetValue(i, out var id)) db.Execute("UPDATE chunks SET revision = ?2, start = ?3, end = ?4 WHERE id = ?1", id, revision, chunks[i].Start, chunks[i].End);
            else Add(db, itemPk, revision, title, chunks[i]);
        }
    }

    public static void Remove(Db db, long itemPk) => RemoveAllBut(db, itemPk, []);

    /// <summary>The first 64 bits of the SHA-256 of what is embedded of a passage.</summary>
    public static long Hash(string title, string text) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{text}")));

    // Which of the new passages are there already: each of the old ones once, the texts compared.
    private static Dictionary<int, long> Kept(Db db, long itemPk, string title, IReadOnlyList<NewChunk> chunks)
    {
        var old = db.Query("SELECT id, text FROM chunks WHERE item_pk = ?1 AND title = ?2 AND hash IS NOT NULL ORDER BY start, id", row => (Id: row.Long(0), Text: row.Text(1)), itemPk, title)
            .GroupBy(row => row.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<long>(group.Select(row => row.Id)), StringComparer.Ordinal);
        var kept = new Dictionary<int, long>();
        for (var i = 0; i < chunks.Count && old.Count > 0; i++)
        {
            if (old.TryGetValue(chunks[i].Text, out var ids) && ids.TryDequeue(out var id)) kept[i] = id;
        }

        return kept;
    }

    private static void RemoveAllBut(Db db, long itemPk, IReadOnlyCollection<long> kept)
    {
        var staying = kept.ToHashSet();
        foreach (var id in db.Query("SELECT id FROM chunks WHERE item_pk = ?1", row => row.Long(0), itemPk))
        {
            if (staying.Contains(id)) continue;
            db.Execute("INSERT INTO chunks_fts (chunks_fts, rowid, title, text) SELECT 'delete', id, title, text FROM chunks WHERE id = ?1", id);
            RemoveUnspaced(db, id);
            db.Execute("DELETE FROM chunks WHERE id = ?1", id);
        }
    }

    private static void Add(Db db, long itemPk, long revision, string title, NewChunk chunk)
    {
        db.Execute("INSERT INTO chunks (item_pk, revision, start, end, token_count, title, text, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            itemPk, revision, chunk.Start, chunk.End, chunk.TokenCount, title, chunk.Text, Hash(title, chunk.Text));
        db.Execute("INSERT INTO chunks_fts (rowid, title, text) VALUES (last_insert_rowid(), ?1, ?2)", title, chunk.Text);
        // The insert into a table of that kind leaves its row's id as the last.
        if (UnspacedText.Contains(title) || UnspacedText.Contains(chunk.Text))
            db.Execute("INSERT INTO chunks_unspaced (rowid, title, text) VALUES (last_insert_rowid(), ?1, ?2)", UnspacedText.IndexText(title), UnspacedText.IndexText(chunk.Text));
    }

    private static void RemoveUnspaced(Db db, long id)
    {
        if (db.Long("SELECT rowid FROM chunks_unspaced WHERE rowid = ?1", id) is null) return;
        var (title, text) = db.First("SELECT title, text FROM chunks WHERE id = ?1", row => (row.Text(0), row.Text(1)), id);
        db.Execute("INSERT INTO chunks_unspaced (chunks_unspaced, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)", id, UnspacedText.IndexText(title), UnspacedText.IndexText(text));
    }
}
