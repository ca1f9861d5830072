using System.Text.RegularExpressions;
using Cortex.Benchmarks.Corpus;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Benchmarks.Peers;

/// <summary>The reference ranking: a bare FTS5 table of whole documents, any word but stop words, bm25 with the title weighing twice.</summary>
internal sealed partial class ReferenceSearch : IDisposable
{
    // The reference's own list: what the engine adds to its list must not move the reference.
    private static readonly HashSet<string> Stop = [.. (
        "a an the of in on for to and or is are was were be been by with from at as it its this that these those which what how can has have had do does did " +
        "no not but if then than there their they them i you he she we my your our who whom where when why will would could should may might must about into " +
        "over under between through during before after above below up down out off again further once here all any both each few more most other some such " +
        "only own same so too very s t just don now").Split(' ')];

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _select;

    public ReferenceSearch(IReadOnlyList<CollectionDocument> documents)
    {
        NativeSqlite.Use();
        _connection.Open();
        BareSqlite.Execute(_connection, "CREATE VIRTUAL TABLE documents USING fts5 (title, text, tokenize = 'porter unicode61')");
        using var insert = BareSqlite.Command(_connection, "INSERT INTO documents (rowid, title, text) VALUES (?1, ?2, ?3)", 3);
        BareSqlite.Execute(_connection, "BEGIN");
        foreach (var document in documents) BareSqlite.Run(insert, document.Id, document.Title, document.Text);
        BareSqlite.Execute(_connection, "COMMIT");
        _select = BareSqlite.Command(_connection, "SELECT rowid FROM documents WHERE documents MATCH ?1 ORDER BY bm25(documents, 2.0, 1.0), rowid LIMIT 100", 1);
    }

    public IReadOnlyList<int> Search(string query)
    {
        var words = Words().Matches(query.ToLowerInvariant()).Select(match => match.Value).Where(word => !Stop.Contains(word)).Distinct(StringComparer.Ordinal).Select(word => $"\"{word}\"");
        _select.Parameters[0].Value = string.Join(" OR ", words);
        using var reader = _select.ExecuteReader();
        var ranking = new List<int>();
        while (reader.Read()) ranking.Add(reader.GetInt32(0));
        return ranking;
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
