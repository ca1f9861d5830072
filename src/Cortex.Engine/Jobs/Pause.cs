using System.Globalization;
using Cortex.Contract.Processing;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>
/// A person's wish that what goes on in the background rests, in every process of the library and over restarts. What is
/// captured is still found by its words at once: that is asked for, and costs little.
/// </summary>
public sealed class Pause(Database database)
{
    public const int MostMinutes = 366 * 24 * 60;
    private const string Key = "paused_until", Resumed = "resumed";

    public static bool IsPaused(Db db, long now) => Of(db, now).Paused;

    /// <param name="now">Unix milliseconds.</param>
    public static PauseStatus Of(Db db, long now) => db.Text("SELECT value FROM library WHERE key = ?1", Key) switch
    {
        null => new PauseStatus(Paused: false, Until: null),
        Resumed => new PauseStatus(Paused: true, Until: null),
        var text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until > now && until < now + (long)TimeSpan.FromMinutes(MostMinutes + 1).TotalMilliseconds
            ? new PauseStatus(Paused: true, Row.ToTime(until)) : new PauseStatus(Paused: false, Until: null),
    };

    public PauseStatus Of() => database.Read(db => Of(db, database.Now));

    /// <param name="minutes">Null: until it is resumed.</param>
    /// <exception cref="CortexException">out of range</exception>
    public async Task<PauseStatus> BeginAsync(int? minutes)
    {
        if (minutes is < 1 or > MostMinutes) throw CortexException.Invalid("minutes", $"Must be between 1 and {MostMinutes:N0}.");
        var until = minutes is { } time ? (database.Now + (long)TimeSpan.FromMinutes(time).TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : Resumed;
        await database.Writer.RunAsync(Durability.Captured, db =>
        {
            db.Execute("INSERT INTO library (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", Key, until);
            ChangeLog.Append(db, ChangeLog.Settings);
        });
        return Of();
    }

    public async Task<PauseStatus> EndAsync()
    {
        await database.Writer.RunAsync(Durability.Captured, db =>
        {
            if (db.Execute("DELETE FROM library WHERE key = ?1", Key) > 0) ChangeLog.Append(db, ChangeLog.Settings);
        });
        return Of();
    }
}
