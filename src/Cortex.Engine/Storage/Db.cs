using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>
/// One connection with its prepared statements. Parameters are <c>?1</c>, <c>?2</c>, …; a statement's text must be a constant
/// or come from a small set, because each is kept prepared. Not for two threads at once.
/// </summary>
public sealed class Db : IDisposable
{
    private const int MaxPrepared = 256;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public Db(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>The first column of the first row; default when there is none or it is null.</summary>
    public long? Long(string sql, params ReadOnlySpan<object?> arguments) => First(sql, row => row.LongOrNull(0), arguments);

    public string? Text(string sql, params ReadOnlySpan<object?> arguments) => First(sql, row => row.TextOrNull(0), arguments);

    public T? First<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read() ? map(new Row(reader)) : default;
    }

    public List<T> Query<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(new Row(reader)));
        return rows;
    }

    /// <summary>Row by row, for results that are not to be held in memory.</summary>
    public void Each(string sql, Action<Row> visit, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        while (reader.Read()) visit(new Row(reader));
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        Connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= MaxPrepared) Forget();
            command = Connection.CreateCommand();
            command.CommandText = sql;
            _prepared[sql] = command;
        }

        var parameters = command.Parameters;
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i] switch { null => DBNull.Value, bool flag => flag ? 1L : 0L, var other => other };
            if (i < parameters.Count) parameters[i].Value = value;
            else parameters.Add(new SqliteParameter($"?{i + 1}", value));
        }

        return command;
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}
