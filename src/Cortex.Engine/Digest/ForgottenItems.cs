using Cortex.Contract.Digests;
using Cortex.Contract.Search;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Digest;

/// <summary>Items that are old and have long not been opened, and yet are about what is recent, or what was asked recently.</summary>
internal sealed class ForgottenItems(Database database, SimilarItems similar, LibrarySearch search)
{
    private const int MostItems = 20, MostQuestions = 5, Neighbours = 30, Most = 5;
    private const double LeastSimilarity = 0.4;
    private static readonly TimeSpan Old = TimeSpan.FromDays(60), Unopened = TimeSpan.FromDays(30), RecentlyAsked = TimeSpan.FromDays(14);

    public IReadOnlyList<GemRef> Find(IReadOnlyList<string> recent, long from, long now, CancellationToken cancellation)
    {
        if (database.Read(db => OldUntil(db, from, now)) is not { } until) return [];
        var found = new List<(GemRef Gem, double Similarity)>();
        foreach (var id in recent.Take(MostItems))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                found.AddRange(similar.Find(id, Neighbours, cancellation).Results.Select(near => (GemRef.Of(near.ItemId, DigestReasonKind.LikeRecent, TitleOf(id)), near.Similarity)));
            }
            catch (CortexException)
            {
                // Deleted meanwhile.
            }
        }

        foreach (var question in Asked(now))
        {
            cancellation.ThrowIfCancellationRequested();
            found.AddRange(search.Search(new SearchRequest { Query = question, Limit = Neighbours }, cancellation).Results.Where(hit => hit.Similarity is not null).Select(hit => (GemRef.Of(hit.ItemId, DigestReasonKind.Asked, question), hit.Similarity!.Value)));
        }

        return database.ReadSnapshot<IReadOnlyList<GemRef>>(db =>
        [
            .. found.Where(one => one.Similarity >= LeastSimilarity).OrderByDescending(one => one.Similarity).Select(one => one.Gem).DistinctBy(gem => gem.Item)
                .Where(gem => IsForgotten(db, gem.Item, until, now)).Take(Most),
        ]);
    }

    // Of a young library the oldest third; null where nothing is older than what is recent.
    private static long? OldUntil(Db db, long from, long now)
    {
        if (db.Long("SELECT min(created_at) FROM items WHERE deleted_at IS NULL") is not { } oldest) return null;
        var until = now - (long)Old.TotalMilliseconds;
        if (oldest >= until)
        {
            var third = (db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0) / 3;
            if (third == 0) return null;
            until = (db.Long("SELECT created_at FROM items WHERE deleted_at IS NULL ORDER BY created_at, pk LIMIT 1 OFFSET ?1", third - 1) ?? 0) + 1;
        }

        return Math.Min(until, from) is var end && end > oldest ? end : null;
    }

    private static bool IsForgotten(Db db, string id, long until, long now) =>
        db.Long("SELECT 1 FROM items WHERE id = ?1 AND deleted_at IS NULL AND created_at < ?2 AND coalesce(opened_at, 0) < ?3", id, until, now - (long)Unopened.TotalMilliseconds) is not null;

    private List<string> Asked(long now) => database.Read(db => db.Query("""
        SELECT m.content FROM messages m JOIN conversations c ON c.pk = m.conversation_pk
        WHERE m.role = 'user' AND c.deleted_at IS NULL AND m.created_at >= ?1 ORDER BY m.pk DESC LIMIT ?2
        """, row => row.Text(0), now - (long)RecentlyAsked.TotalMilliseconds, MostQuestions)).ConvertAll(OneLine).FindAll(question => question.Length <= 300);

    private string TitleOf(string id) => database.Read(db => db.Text("SELECT title FROM items WHERE id = ?1", id)) ?? "";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
