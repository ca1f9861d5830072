using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A passage that may hold what was asked for.</summary>
/// <param name="Words">How well it matches by words; 0 where it does not. Comparable within one query only.</param>
/// <param name="Cosine">How close it, its title in front, is to the query in meaning; null where it has no vector yet.</param>
public readonly record struct FoundPassage(long ChunkId, long ItemPk, double Words, double? Cosine);

/// <summary>Finds passages for a query: by words, by meaning, or by both.</summary>
public interface IPassageFinder
{
    /// <summary>The best first, filters and exclusions of the query applied.</summary>
    /// <param name="query">Taken apart.</param>
    /// <param name="text">As it was asked.</param>
    IReadOnlyList<FoundPassage> Find(Db db, ParsedQuery query, string text, int passages);
}
