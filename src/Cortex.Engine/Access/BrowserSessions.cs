using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Access;

/// <summary>Browser sessions that were traded for the token. The database knows only the hash of a session's id.</summary>
public sealed class BrowserSessions(Database database)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // What was valid a moment ago; replaced when access is revoked, so that a look-up under way adds to the old one.
    private volatile ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Returns the new session's secret id, for the cookie alone; null when access was revoked since <paramref name="epoch"/>.</summary>
    public async Task<string?> CreateAsync(string epoch)
    {
        var id = AccessToken.NewSecret();
        return await database.Writer.RunAsync(Durability.Captured, db =>
        {
            if (Epoch(db) != epoch) return false;
            db.Execute("DELETE FROM sessions WHERE used_at < ?1", database.Now - (long)Lifetime.TotalMilliseconds);
            db.Execute("INSERT INTO sessions (hash, created_at, used_at) VALUES (?1, ?2, ?2)", Hash(id), database.Now);
            return true;
        }) ? id : null;
    }

    public bool IsValid(string id)
    {
        var known = _known;
        if (known.ContainsKey(id)) return true;
        if (id.Length is 0 or > 200) return false;
        var valid = database.Read(db => db.Long("SELECT 1 FROM sessions WHERE hash = ?1 AND used_at >= ?2", Hash(id), database.Now - (long)Lifetime.TotalMilliseconds)) is not null;
        if (valid) known[id] = true;
        return valid;
    }

    /// <summary>Takes a session over into a library that was just restored: who restores it stays signed in, nobody else does.</summary>
    public async Task KeepAsync(string id)
    {
        await database.Writer.RunAsync(Durability.Captured, db => { db.Execute("INSERT OR IGNORE INTO sessions (hash, created_at, used_at) VALUES (?1, ?2, ?2)", Hash(id), database.Now); });
    }

    /// <summary>Ends one session.</summary>
    public async Task RevokeAsync(string id)
    {
        await database.Writer.RunAsync(Durability.Captured, db => { db.Execute("DELETE FROM sessions WHERE hash = ?1", Hash(id)); });
        Forget();
    }

    /// <summary>Looks everything up anew: access may have been revoked by another process.</summary>
    public void Forget() => _known = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Changes when the token is rotated.</summary>
    public string Epoch() => database.Read(Epoch);

    private static string Epoch(Db db) => db.Text("SELECT value FROM library WHERE key = 'access_epoch'") ?? "";

    private static byte[] Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));
}
