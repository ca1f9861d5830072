using System.Text.Json;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Processing.Discovery;

/// <summary>Keeps discovered pairs, each once.</summary>
internal static class ConnectionTable
{
    /// <summary>How many an item finds for itself, and with those that others find for it.</summary>
    public const int MostFound = 20, MostHeld = 40;

    public static void Replace(Db db, DiscoveredPairs found)
    {
        foreach (var other in found.Known) db.Execute("DELETE FROM connections WHERE a_pk = ?1 AND b_pk = ?2", Math.Min(found.ItemPk, other), Math.Max(found.ItemPk, other));
        foreach (var pair in found.Pairs)
        {
            // Either may be gone for good by now.
            db.Execute("""
                INSERT INTO connections (a_pk, b_pk, a_revision, b_revision, strength, kinds, evidence)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM items WHERE pk = ?1) AND EXISTS (SELECT 1 FROM items WHERE pk = ?2)
                ON CONFLICT (a_pk, b_pk) DO UPDATE SET a_revision = ?3, b_revision = ?4, strength = ?5, kinds = ?6, evidence = ?7
                """, pair.A, pair.B, pair.RevisionOfA, pair.RevisionOfB, pair.Strength, (int)pair.Kinds, JsonSerializer.Serialize(pair.Evidence, EvidenceJson.Default.StoredEvidence));
            Trim(db, pair.A == found.ItemPk ? pair.B : pair.A);
        }
    }

    // An item that much is near to keeps its strongest.
    private static void Trim(Db db, long pk)
    {
        var pairs = db.Query("SELECT a_pk, b_pk, strength FROM connections WHERE a_pk = ?1 UNION ALL SELECT a_pk, b_pk, strength FROM connections WHERE b_pk = ?1", row => (A: row.Long(0), B: row.Long(1), Strength: row.Double(2)), pk);
        if (pairs.Count <= MostHeld) return;
        foreach (var pair in pairs.OrderByDescending(pair => pair.Strength).Skip(MostHeld)) db.Execute("DELETE FROM connections WHERE a_pk = ?1 AND b_pk = ?2", pair.A, pair.B);
    }
}
