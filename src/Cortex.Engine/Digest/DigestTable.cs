using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Digests;
using Cortex.Engine.Events;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Digest;

/// <summary>Digests as they are stored.</summary>
internal static class DigestTable
{
    private const string Columns = "id, period, from_at, until_at, created_at, markdown, sections, model";

    /// <summary>The latest of a period; with a time, the one that is about it.</summary>
    public static LibraryDigest? Latest(Db db, DigestPeriod period, long? from) =>
        db.First($"SELECT {Columns} FROM digests WHERE period = ?1 AND (?2 IS NULL OR from_at = ?2) ORDER BY from_at DESC, pk DESC LIMIT 1", Read, WireName.Of(period), from);

    public static LibraryDigest? Get(Db db, string id) => db.First($"SELECT {Columns} FROM digests WHERE id = ?1", Read, id);

    public static DigestPage List(Db db, int limit, int offset) => new(
        db.Query($"SELECT {Columns} FROM digests ORDER BY created_at DESC, pk DESC LIMIT ?1 OFFSET ?2", Read, limit, offset)
            .ConvertAll(digest => new DigestSummary(digest.Id, digest.Period, digest.From, digest.Until, digest.CreatedAt, digest.Sections.Introduction, digest.Sections.RecentTotal, digest.Model)),
        db.Long("SELECT count(*) FROM digests") ?? 0);

    /// <summary>Keeps one in the place of those about the same time.</summary>
    public static void Keep(Db db, DigestState state, string markdown, DigestSections sections)
    {
        db.Execute("DELETE FROM digests WHERE period = ?1 AND from_at = ?2", WireName.Of(state.Period), state.From);
        db.Execute($"INSERT INTO digests ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", state.Id, WireName.Of(state.Period), state.From, state.Until, state.At, markdown, JsonSerializer.Serialize(sections, CortexJson.Wire.DigestSections), state.Model);
        ChangeLog.Append(db, ChangeLog.Digest, state.Id);
    }

    private static LibraryDigest Read(Row row) => new()
    {
        Id = row.Text(0),
        Period = WireName.Parse<DigestPeriod>(row.Text(1)),
        From = row.Time(2),
        Until = row.Time(3),
        CreatedAt = row.Time(4),
        Markdown = row.Text(5),
        Sections = JsonSerializer.Deserialize(row.Text(6), CortexJson.Wire.DigestSections)!,
        Model = row.TextOrNull(7),
    };
}
