using System.Diagnostics;
using System.Globalization;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>How fast this machine embeds, in tokens a second: measured while it does, and kept, so that any process can tell how long the rest takes.</summary>
internal sealed class EmbeddingRate(TimeProvider time)
{
    private const string Key = "embedding_tokens_per_second";

    // Before the first has been measured: what a core of a small laptop does.
    private static readonly double Unmeasured = 3000.0 * Environment.ProcessorCount;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5), Busy = TimeSpan.FromMilliseconds(300);
    private readonly Lock _gate = new();
    private long _begin;
    private long _tokens;
    private TimeSpan _worked;
    private int _working;

    public static double Kept(Db db) => double.TryParse(db.Text("SELECT value FROM library WHERE key = ?1", Key), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 && double.IsFinite(rate) ? rate : Unmeasured;

    /// <summary>Time counts while anything is being embedded, however many batches are in hand at once.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_working++ == 0) _begin = time.GetTimestamp();
        }
    }

    /// <summary>A rate to keep when enough has been done since the last; null otherwise.</summary>
    public double? End(long tokens)
    {
        lock (_gate)
        {
            _tokens += tokens;
            _worked += time.GetElapsedTime(_begin);
            _begin = time.GetTimestamp();
            _working--;
            // What is left of a burst that was too short says nothing.
            if (_worked < (_tokens == tokens ? Busy : Window)) return null;
            var rate = _tokens / _worked.TotalSeconds;
            _tokens = 0;
            _worked = TimeSpan.Zero;
            return rate;
        }
    }

    public static void Keep(Db db, double rate) => db.Execute("INSERT INTO library (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", Key, rate.ToString("0.0", CultureInfo.InvariantCulture));
}
