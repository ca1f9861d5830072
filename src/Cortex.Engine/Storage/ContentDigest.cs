using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SQLitePCL;

namespace Cortex.Engine.Storage;

/// <summary>A SHA-256 over every row of every table of the library. FTS5's own tables are left out: they are derived and have a check of their own.</summary>
internal static class ContentDigest
{
    public static string Compute(Db db)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tables = db.Query(
            "SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'chunks\\_fts%' ESCAPE '\\' AND name NOT IN ('chunks_vocabulary', 'backup_manifest') ORDER BY name",
            row => (Name: row.Text(0), WithoutRowId: row.Bool(1)));
        foreach (var (name, withoutRowId) in tables)
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            using var command = db.Connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{name}\"{(withoutRowId ? "" : " ORDER BY rowid")}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                    Append(hash, raw.sqlite3_column_blob(reader.Handle, column));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length in front keeps ("ab", "c") apart from ("a", "bc").
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
