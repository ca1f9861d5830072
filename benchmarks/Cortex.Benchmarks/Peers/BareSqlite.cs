using System.Diagnostics;
using System.Globalization;
using Cortex.Engine.Storage.Platform;
using Microsoft.Data.Sqlite;

namespace Cortex.Benchmarks.Peers;

/// <summary>SQLite with nothing around it: what the disk and the database allow before Cortex adds anything.</summary>
internal static class BareSqlite
{
    /// <summary>Durable inserts a second over one connection, so many in each commit.</summary>
    public static double DurableInserts(string folder, IReadOnlyList<string> texts, int perCommit, TimeSpan atMost)
    {
        using var connection = Open(Path.Combine(folder, $"inserts-{perCommit}.db"), "FULL");
        Execute(connection, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        using var insert = Command(connection, "INSERT INTO notes (text) VALUES (?1)", 1);
        using var begin = Command(connection, "BEGIN IMMEDIATE", 0);
        using var commit = Command(connection, "COMMIT", 0);
        var clock = Stopwatch.StartNew();
        var done = 0;
        while (clock.Elapsed < atMost)
        {
            begin.ExecuteNonQuery();
            for (var i = 0; i < perCommit; i++) Run(insert, texts[done++ % texts.Count]);
            commit.ExecuteNonQuery();
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The time to insert texts into a table and an FTS5 index over it, as the engine tokenizes, 128 in each commit.</summary>
    public static TimeSpan IndexTexts(string file, IReadOnlyList<string> texts)
    {
        var clock = Stopwatch.StartNew();
        using var connection = Open(file, "NORMAL");
        Execute(connection, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        Execute(connection, "CREATE VIRTUAL TABLE notes_fts USING fts5 (text, content = 'notes', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')");
        using var insert = Command(connection, "INSERT INTO notes (id, text) VALUES (?1, ?2)", 2);
        using var index = Command(connection, "INSERT INTO notes_fts (rowid, text) VALUES (?1, ?2)", 2);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i % 128 == 0) Execute(connection, i == 0 ? "BEGIN" : "COMMIT; BEGIN");
            Run(insert, i + 1, texts[i]);
            Run(index, i + 1, texts[i]);
        }

        Execute(connection, "COMMIT");
        return clock.Elapsed;
    }

    /// <summary>How often a second 4 KiB can be appended to a file and flushed to the disk: no durable write one at a time is faster.</summary>
    public static double Flushes(string folder, TimeSpan atMost)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "flushes"), FileMode.Create, FileAccess.Write);
        var page = new byte[4096];
        var clock = Stopwatch.StartNew();
        var done = 0;
        while (clock.Elapsed < atMost)
        {
            RandomAccess.Write(file, page, (long)done++ * page.Length);
            RandomAccess.FlushToDisk(file);
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared statement with parameters ?1, ?2, ….</summary>
    public static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"?{i}"), DBNull.Value));
        return command;
    }

    public static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file, string synchronous)
    {
        NativeSqlite.Use();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, $"PRAGMA synchronous = {synchronous}");
        return connection;
    }
}
