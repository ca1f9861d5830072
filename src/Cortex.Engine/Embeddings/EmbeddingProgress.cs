using Cortex.Contract.Processing;
using Cortex.Engine.Inference;
using Cortex.Engine.Jobs;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>How far the meaning is: counted from the queue and the vectors, in any process.</summary>
public static class EmbeddingProgress
{
    private const int Sample = 200;

    /// <param name="trouble">What keeps this process from embedding.</param>
    public static EmbeddingStatus Of(Db db, Exception? trouble)
    {
        var active = Generations.Active(db);
        var waiting = Ledger.Open(db, Stage.Meaning);
        return new EmbeddingStatus
        {
            Model = active?.Model,
            Dimensions = active?.Dimensions,
            Waiting = waiting,
            SecondsLeft = SecondsLeft(db, waiting),
            Rebuild = Rebuild(db),
            Trouble = trouble is null ? Unusable(active) : SecretText.Redact(trouble is CortexException ? trouble.Message : $"{trouble.GetType().Name}: {trouble.Message}"),
        };
    }

    // A process that does not embed itself sees as well that the model's file is gone or another.
    private static string? Unusable(Generation? active)
    {
        try
        {
            if (active is null) ModelLocator.Find(ModelLocator.EncoderFile);
            // Whether a provider is there is not asked at every look.
            else if (!RemoteModels.Made(active)) EmbeddingModels.Encoder(active);
            return null;
        }
        catch (CortexException error)
        {
            return error.Message;
        }
    }

    // By the length of some that wait, and of those in hand: to add up all would read the whole library.
    private static double? SecondsLeft(Db db, long waiting)
    {
        if (waiting == 0) return null;
        // Every so many of them: those that come first may be short and the others long.
        var (items, tokens) = db.First("""
            SELECT count(DISTINCT item_pk), sum(token_count) FROM chunks
            WHERE item_pk IN (SELECT item_pk FROM jobs WHERE status = 'waiting' AND stage = 'meaning' AND item_pk % ?1 = 0
                              UNION ALL SELECT item_pk FROM jobs WHERE status = 'running' AND stage = 'meaning')
            """, row => (row.Long(0), row.LongOrNull(1) ?? 0), Math.Max(1, waiting / Sample));
        return items == 0 ? null : Math.Round((double)tokens / items * waiting / EmbeddingRate.Kept(db), 1);
    }

    private static RebuildStatus? Rebuild(Db db)
    {
        if (Generations.Building(db) is not { } building) return null;
        var total = db.Long("SELECT count(*) FROM chunks") ?? 0;
        var done = VectorStore.Count(db, building);
        var tokens = db.First($"SELECT avg(token_count) FROM (SELECT token_count FROM chunks ORDER BY id DESC LIMIT {Sample})", row => row.IsNull(0) ? 0 : row.Double(0));
        return new RebuildStatus(building.Model, done, total, Math.Round(Math.Max(0, total - done) * tokens / EmbeddingRate.Kept(db), 1));
    }
}
