using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>The passages of an item in the word index. The index keeps no text of its own, so a passage leaves it with the words it came with.</summary>
internal static class ChunkIndex
{
    public static void Remove(Db db, long itemPk)
    {
        db.Execute("INSERT INTO chunks_fts (chunks_fts, rowid, title, text) SELECT 'delete', id, title, text FROM chunks WHERE item_pk = ?1", itemPk);
        db.Execute("DELETE FROM chunks WHERE item_pk = ?1", itemPk);
    }

    public static long Add(Db db, long itemPk, long revision, int start, int end, int tokens, string title, string text)
    {
        db.Execute("INSERT INTO chunks (item_pk, revision, start, end, token_count, title, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", itemPk, revision, start, end, tokens, title, text);
        var id = db.Long("SELECT last_insert_rowid()")!.Value;
        db.Execute("INSERT INTO chunks_fts (rowid, title, text) VALUES (?1, ?2, ?3)", id, title, text);
        return id;
    }
}
