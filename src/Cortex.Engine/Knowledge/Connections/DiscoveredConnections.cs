using System.Text.Json;
using Cortex.Contract.Connections;
using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>Reads the connections that were discovered: those whose evidence is of both items as they are now.</summary>
internal static class DiscoveredConnections
{
    /// <summary>Of connections c with items a and b: neither is deleted, nor was changed since.</summary>
    public const string AreCurrent = "a.deleted_at IS NULL AND b.deleted_at IS NULL AND a.revision = c.a_revision AND b.revision = c.b_revision";

    private const int MostShown = 40, LongestQuote = 600;

    public static IReadOnlyList<DiscoveredConnection> Of(Db db, long pk)
    {
        var text = Text(db, pk);
        return [.. db.Query($"""
            SELECT c.a_pk, c.b_pk, c.strength, c.evidence FROM (
              SELECT * FROM connections WHERE a_pk = ?1 UNION ALL SELECT * FROM connections WHERE b_pk = ?1
            ) c JOIN items a ON a.pk = c.a_pk JOIN items b ON b.pk = c.b_pk WHERE {AreCurrent}
            ORDER BY c.strength DESC, c.a_pk + c.b_pk LIMIT {MostShown}
            """, row => (A: row.Long(0), B: row.Long(1), Strength: row.Double(2), Evidence: row.Text(3)), pk).Select(pair => Describe(db, pk, text, pair.A == pk, pair.A == pk ? pair.B : pair.A, pair.Strength, pair.Evidence))];
    }

    private static DiscoveredConnection Describe(Db db, long pk, string text, bool isA, long otherPk, double strength, string stored)
    {
        var (id, title, type) = db.First("SELECT id, title, content_type FROM items WHERE pk = ?1", row => (row.Text(0), row.Text(1), WireName.Parse<ContentType>(row.Text(2))), otherPk);
        var own = db.Text("SELECT id FROM items WHERE pk = ?1", pk)!;
        var otherText = Text(db, otherPk);
        var evidence = JsonSerializer.Deserialize(stored, EvidenceJson.Default.StoredEvidence)!;
        var shown = new List<DiscoveredEvidence>();
        if (evidence.Similar is { } similar) shown.Add(Of(EvidenceKind.Similar, similar.A, similar.B) with { Similarity = similar.Cosine });
        shown.AddRange(evidence.Entities.Select(entity => Of(EvidenceKind.SharedEntity, entity.A, entity.B) with { Name = entity.Name, Type = entity.Type }));
        if (evidence.SecondsApart is { } seconds) shown.Add(Empty(EvidenceKind.SavedTogether) with { SecondsApart = seconds });
        return new DiscoveredConnection { ItemId = id, Title = title, ContentType = type, Strength = strength, Evidence = shown };

        DiscoveredEvidence Of(EvidenceKind kind, TextSpan a, TextSpan b) => Empty(kind) with { Own = Quote(own, text, isA ? a : b), Other = Quote(id, otherText, isA ? b : a) };
    }

    private static DiscoveredEvidence Empty(EvidenceKind kind) => new() { Kind = kind, Own = null, Other = null, Similarity = null, Name = null, Type = null, SecondsApart = null };

    private static ConnectionEvidence Quote(string id, string text, TextSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var end = Math.Clamp(span.End, start, text.Length);
        if (end - start > LongestQuote) end = start + SourceText.WholeCharacters(text.AsSpan(start), LongestQuote);
        return new ConnectionEvidence(id, start, end, text[start..end]);
    }

    private static string Text(Db db, long pk) => db.Text("SELECT coalesce(r.text, r.content) FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", pk) ?? "";
}
