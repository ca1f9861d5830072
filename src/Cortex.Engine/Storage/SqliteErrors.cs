using Cortex.Contract.Errors;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>Says what a SQLite failure means and what to do about it.</summary>
internal static class SqliteErrors
{
    internal const int Busy = 5, Corrupt = 11, Full = 13, NotADatabase = 26, IoError = 10, ReadOnly = 8, CannotOpen = 14;

    public static CortexException Explain(SqliteException error, string database) => error.SqliteErrorCode switch
    {
        Full => new(ErrorCode.DiskFull, $"The disk that holds {database} is full. Nothing acknowledged is lost; free some space and try again.", error),
        Corrupt or NotADatabase => new(ErrorCode.DatabaseDamaged,
            $"{database} is damaged ({error.Message}). It is left as it is. `cortex restore FILE` sets it aside and brings a backup back; backups are in the folder 'backups' beside it.", error),
        Busy => new(ErrorCode.DatabaseUnavailable, $"{database} is busy: another program has held it for too long. Try again.", error),
        IoError or ReadOnly or CannotOpen => new(ErrorCode.DatabaseUnavailable, $"{database} cannot be read or written ({error.Message}). Check the disk and the folder's permissions.", error),
        _ => new(ErrorCode.Internal, $"The database refused an operation ({error.Message}).", error),
    };
}
