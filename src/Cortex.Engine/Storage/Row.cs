using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cortex.Engine.Storage;

/// <summary>One row of a result, by column number.</summary>
public readonly struct Row(SqliteDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);
    public long Long(int column) => reader.GetInt64(column);
    public int Int(int column) => (int)reader.GetInt64(column);
    public bool Bool(int column) => reader.GetInt64(column) != 0;
    public double Double(int column) => reader.GetDouble(column);
    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>Whole, also past a NUL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(reader.Handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    public byte[] Blob(int column) => raw.sqlite3_column_blob(reader.Handle, column).ToArray();

    /// <summary>Not copied: it lasts until the next row is read.</summary>
    public ReadOnlySpan<byte> BlobInPlace(int column) => raw.sqlite3_column_blob(reader.Handle, column);

    public DateTime Time(int column) => ToTime(Long(column));
    public DateTime? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public static DateTime ToTime(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).UtcDateTime;
}
