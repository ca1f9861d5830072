using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SQLitePCL;

namespace Cortex.Engine.Storage;

/// <summary>SHA-256 over the rows of a library.</summary>
/// <param name="Content">Over what a person has in it: equal before a backup and after its restore.</param>
/// <param name="Whole">Over everything, schema and word index included: a flipped byte anywhere shows.</param>
internal sealed record ContentDigest(string Content, string Whole)
{
    private static readonly string[] OfAPerson = ["items", "revisions", "item_tags", "chunks", "settings"];

    public static ContentDigest Compute(Db db)
    {
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append([whole], raw.SQLITE_INTEGER, Encoding.UTF8.GetBytes(db.Text("PRAGMA user_version") ?? ""));
        foreach (var definition in db.Query("SELECT coalesce(sql, name) FROM sqlite_master WHERE tbl_name <> 'backup_manifest' ORDER BY type, name", row => row.Text(0)))
            Append([whole], raw.SQLITE_TEXT, Encoding.UTF8.GetBytes(definition));
        var tables = db.Query("SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name <> 'backup_manifest' ORDER BY name",
            row => (Name: row.Text(0), WithoutRowId: row.Bool(1)));
        foreach (var (name, withoutRowId) in tables) AppendTable(db, name, withoutRowId, OfAPerson.Contains(name, StringComparer.Ordinal) ? [content, whole] : [whole]);
        return new ContentDigest(Convert.ToHexStringLower(content.GetHashAndReset()), Convert.ToHexStringLower(whole.GetHashAndReset()));
    }

    private static void AppendTable(Db db, string name, bool withoutRowId, IncrementalHash[] hashes)
    {
        Append(hashes, raw.SQLITE_TEXT, Encoding.UTF8.GetBytes(name));
        using var command = db.Connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{name}\"{(withoutRowId ? "" : " ORDER BY rowid")}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
                Append(hashes, raw.sqlite3_column_type(reader.Handle, column), raw.sqlite3_column_blob(reader.Handle, column));
        }
    }

    // The length in front keeps ("ab", "c") apart from ("a", "bc"), the type an empty text from none.
    private static void Append(IncrementalHash[] hashes, int type, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        foreach (var hash in hashes)
        {
            hash.AppendData(head);
            hash.AppendData(bytes);
        }
    }
}
