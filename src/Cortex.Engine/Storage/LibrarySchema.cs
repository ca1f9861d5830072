using System.Text;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>
/// Whether a database has the schema of a library and nothing else. A file from elsewhere may carry triggers, views or rules that
/// act when its rows are touched; its digest proves only that nobody changed it since.
/// </summary>
internal static class LibrarySchema
{
    /// <summary>What is there that is not of a library of its version, or is missing; null when it is as it should be.</summary>
    public static string? Fault(Db db)
    {
        using var fresh = Database.Connect(":memory:", SqliteOpenMode.Memory);
        Migrator.Migrate(fresh, Migrator.Version(db));
        var (expected, found) = (Read(fresh), Read(db));
        return found.Keys.Concat(expected.Keys).FirstOrDefault(name => found.GetValueOrDefault(name) != expected.GetValueOrDefault(name));
    }

    // SQLite writes the tables behind an index of words itself, each version in its own way.
    private static Dictionary<string, string> Read(Db db)
    {
        var rows = db.Query("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'backup_manifest'",
            row => (Type: row.Text(0), Name: row.Text(1), Table: row.Text(2), Sql: row.Text(3)));
        string[] indexes = ["chunks_fts_", "chunks_unspaced_"];
        return rows.ToDictionary(row => $"{row.Type} {row.Name}", row => row.Type == "table" && indexes.Any(index => row.Name.StartsWith(index, StringComparison.Ordinal)) ? row.Table : $"{row.Table} {Plain(row.Sql)}", StringComparer.Ordinal);
    }

    // Without comments, white space as one space; what stands in quotes stays as it is.
    private static string Plain(string sql)
    {
        var plain = new StringBuilder(sql.Length);
        for (var i = 0; i < sql.Length; i++)
        {
            if (sql[i] is '\'' or '"' or '`' or '[')
            {
                var end = sql.IndexOf(sql[i] == '[' ? ']' : sql[i], i + 1);
                end = end < 0 ? sql.Length - 1 : end;
                plain.Append(sql, i, end - i + 1);
                i = end;
            }
            else if (sql[i] == '-' && i + 1 < sql.Length && sql[i + 1] == '-')
            {
                var end = sql.IndexOf('\n', i);
                i = end < 0 ? sql.Length : end - 1;
            }
            else if (!char.IsWhiteSpace(sql[i])) plain.Append(sql[i]);
            else if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        }

        return plain.ToString();
    }
}
