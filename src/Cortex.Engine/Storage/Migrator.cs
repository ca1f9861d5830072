using System.Globalization;
using System.Reflection;
using Cortex.Contract.Errors;
using Microsoft.Data.Sqlite;

namespace Cortex.Engine.Storage;

/// <summary>Brings a database to this version's schema: numbered SQL files, in one transaction, after a copy of the database has been made.</summary>
public static class Migrator
{
    private const string Prefix = "Migrations/";
    private static readonly IReadOnlyList<string> All = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The schema that this version writes.</summary>
    public static int Latest => All.Count;

    public static IReadOnlyList<string> Names(int version) => [.. All.Take(version).Select(name => name[Prefix.Length..^".sql".Length])];

    public static int Version(Db db) => (int)(db.Long("PRAGMA user_version") ?? 0);

    /// <summary>Refuses a schema that is newer than this version knows.</summary>
    public static void RefuseNewer(int version, string path)
    {
        if (version > Latest)
            throw new CortexException(ErrorCode.SchemaTooNew, $"{path} was written by a newer Cortex (schema {version}, this one knows {Latest}). It was left as it is; update Cortex to open it.");
    }

    /// <summary>All that is missing in one transaction: an upgrade that is cut short leaves the schema it began with.</summary>
    /// <param name="db">Held by nobody else: the caller has the schema lock.</param>
    /// <param name="upTo">For tests of upgrades: stop at this version.</param>
    public static void Migrate(Db db, int? upTo = null)
    {
        var target = upTo ?? Latest;
        if (Version(db) >= target) return;
        // A table that is built anew must not take with it what refers to it; the pragma has no effect within a transaction.
        db.Execute("PRAGMA foreign_keys = OFF");
        db.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = Version(db); version < target; version++) Script(db, Read(All[version]));
            if (db.Text("PRAGMA foreign_key_check") is { } table) throw new InvalidOperationException($"The migration left rows of {table} that refer to nothing.");
            Script(db, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {target}"));
            db.Execute("COMMIT");
        }
        catch
        {
            RollBack(db);
            throw;
        }

        db.Execute("PRAGMA foreign_keys = ON");
    }

    private static void RollBack(Db db)
    {
        try { db.Execute("ROLLBACK"); }
        catch (SqliteException) { /* SQLite had rolled back by itself. */ }
    }

    private static void Script(Db db, string sql)
    {
        using var command = db.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
