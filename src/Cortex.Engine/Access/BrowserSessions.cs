using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Access;

/// <summary>Browser sessions that were traded for the token. The database knows only the hash of a session's id.</summary>
public sealed class BrowserSessions(Database database)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // What was valid a moment ago; emptied when access is revoked.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Returns the new session's secret id, for the cookie alone.</summary>
    public async Task<string> CreateAsync()
    {
        var id = AccessToken.NewSecret();
        await database.Writer.RunAsync(Durability.Captured, db =>
        {
            db.Execute("DELETE FROM sessions WHERE used_at < ?1", database.Now - (long)Lifetime.TotalMilliseconds);
            db.Execute("INSERT INTO sessions (hash, created_at, used_at) VALUES (?1, ?2, ?2)", Hash(id), database.Now);
        });
        return id;
    }

    public bool IsValid(string id)
    {
        if (_known.ContainsKey(id)) return true;
        if (id.Length is 0 or > 200) return false;
        var valid = database.Read(db => db.Long("SELECT 1 FROM sessions WHERE hash = ?1 AND used_at >= ?2", Hash(id), database.Now - (long)Lifetime.TotalMilliseconds)) is not null;
        if (valid) _known[id] = true;
        return valid;
    }

    /// <summary>Ends one session.</summary>
    public Task RevokeAsync(string id)
    {
        _known.TryRemove(id, out _);
        return database.Writer.RunAsync(Durability.Captured, db => { db.Execute("DELETE FROM sessions WHERE hash = ?1", Hash(id)); });
    }

    /// <summary>Looks everything up anew: access may have been revoked by another process.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Changes when the token is rotated.</summary>
    public string Epoch() => database.Read(db => db.Text("SELECT value FROM library WHERE key = 'access_epoch'")) ?? "";

    private static byte[] Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));
}
