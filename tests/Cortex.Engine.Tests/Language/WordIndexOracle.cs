using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Tests.Language;

/// <summary>Asks a real FTS5 table what it makes of a text.</summary>
internal sealed class WordIndexOracle : IDisposable
{
    private readonly SqliteConnection _connection;

    public WordIndexOracle(string tokenizer = "porter unicode61 remove_diacritics 2")
    {
        // The library that the product takes, and never two in one process.
        Cortex.Engine.Storage.Platform.NativeSqlite.Use();
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        Run($"CREATE VIRTUAL TABLE words USING fts5(text, tokenize='{tokenizer}')");
        Run("CREATE VIRTUAL TABLE terms USING fts5vocab(words, 'instance')");
    }

    /// <summary>The terms of each text, in order.</summary>
    public List<List<string>> Terms(IReadOnlyList<string> texts)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO words(rowid, text) VALUES (@id, @text)";
        var id = insert.Parameters.Add("@id", SqliteType.Integer);
        var text = insert.Parameters.Add("@text", SqliteType.Text);
        for (var i = 0; i < texts.Count; i++)
        {
            id.Value = i + 1;
            text.Value = texts[i];
            insert.ExecuteNonQuery();
        }

        var found = texts.Select(_ => new List<(long Offset, string Term)>()).ToList();
        using (var select = _connection.CreateCommand())
        {
            select.CommandText = "SELECT doc, offset, term FROM terms";
            using var row = select.ExecuteReader();
            while (row.Read())
            {
                found[(int)row.GetInt64(0) - 1].Add((row.GetInt64(1), row.GetString(2)));
            }
        }

        Run("DELETE FROM words");
        transaction.Commit();
        return [.. found.Select(terms => terms.OrderBy(t => t.Offset).Select(t => t.Term).ToList())];
    }

    /// <summary>The texts with every word put into brackets by FTS5 itself.</summary>
    public string Bracketed(string text, string query)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "INSERT INTO words(rowid, text) VALUES (1, @text)";
        command.Parameters.AddWithValue("@text", text);
        command.ExecuteNonQuery();
        command.CommandText = "SELECT highlight(words, 0, '\u0001', '\u0002') FROM words WHERE words MATCH @query";
        command.Parameters.AddWithValue("@query", query);
        var marked = (string?)command.ExecuteScalar() ?? text;
        Run("DELETE FROM words");
        return marked;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
