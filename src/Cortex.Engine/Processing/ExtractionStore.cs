using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Language;
using Cortex.Engine.Storage;
using Cortex.Engine.Understanding;

namespace Cortex.Engine.Processing;

/// <summary>Keeps what was understood of an item, and what it names so that others that do are found.</summary>
internal static class ExtractionStore
{
    private const int MostEntities = 60, LongestName = 200;

    public static void Replace(Db db, long itemPk, long revision, ItemExtraction extraction)
    {
        db.Execute("INSERT INTO extractions (item_pk, revision, body) VALUES (?1, ?2, ?3) ON CONFLICT (item_pk) DO UPDATE SET revision = ?2, body = ?3",
            itemPk, revision, JsonSerializer.Serialize(extraction, CortexJson.Wire.ItemExtraction));
        db.Execute("DELETE FROM item_entities WHERE item_pk = ?1", itemPk);
        foreach (var entity in extraction.Entities.Where(Tells).Take(MostEntities))
        {
            if (TextFolding.Fold(entity.Name.Trim()) is { Length: > 1 and <= LongestName } name)
                db.Execute("INSERT OR IGNORE INTO item_entities (name, item_pk, label, type, start, end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", name, itemPk, entity.Name, entity.Type, entity.Mentions[0].Start, entity.Mentions[0].End);
        }
    }

    public static ItemExtraction Describe(Extraction extraction, string? note) => new()
    {
        Summary = [.. extraction.Summary.Select(sentence => new ExtractedSentence(sentence.Text, sentence.Span))],
        Concepts = [.. extraction.Concepts.Select(concept => new ExtractedConcept(concept.Phrase, concept.Weight, concept.Count))],
        Entities = [.. extraction.Entities.Select(entity => new ExtractedEntity(entity.Name, WireName.Of(entity.Type), entity.Count, entity.Mentions))],
        Dates = [.. extraction.Dates.Select(date => new ExtractedDate(date.Date, date.Span))],
        Model = extraction.Model,
        Note = note,
    };

    // That two items name the same day or amount says nothing of them.
    private static bool Tells(ExtractedEntity entity) => entity.Mentions.Count > 0 && entity.Type != WireName.Of(EntityType.Date) && entity.Type != WireName.Of(EntityType.Quantity);
}
