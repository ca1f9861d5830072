using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>The tags of the library: which there are, and putting them on and taking them off many items at once.</summary>
public sealed class Tagging(Database database)
{
    /// <summary>Every tag with how many items have it, the most frequent first. Spellings that differ in case only are one.</summary>
    public IReadOnlyList<TagCount> List() => database.Read(db => db.Query("""
        SELECT min(t.tag), count(DISTINCT t.item_pk) FROM item_tags t JOIN items i ON i.pk = t.item_pk WHERE i.deleted_at IS NULL
        GROUP BY t.tag COLLATE NOCASE ORDER BY count(DISTINCT t.item_pk) DESC, min(t.tag) COLLATE NOCASE
        """, row => new TagCount(row.Text(0), row.Long(1))));

    /// <summary>Adds tags that are not there and takes off those that are; the rest stay as they stand, and items that are not there are passed over. All of the items, or none.</summary>
    /// <returns>the ids of those that it changed</returns>
    /// <exception cref="CortexException">more or longer tags than an item can have</exception>
    public Task<IReadOnlyList<string>> ChangeAsync(IReadOnlyList<string> ids, IReadOnlyList<string> add, IReadOnlyList<string> remove) => database.Writer.RunAsync(Durability.Captured, db =>
    {
        var changed = new List<string>();
        foreach (var id in ids)
        {
            if (db.Long("SELECT 1 FROM items WHERE id = ?1 AND deleted_at IS NULL", id) is null) continue;
            var tags = ItemReader.GetSummary(db, id).Tags;
            var kept = tags.Where(tag => !remove.Contains(tag, StringComparer.OrdinalIgnoreCase)).ToList();
            kept.AddRange(add.Where(tag => !kept.Contains(tag, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase));
            if (kept.SequenceEqual(tags, StringComparer.Ordinal)) continue;
            var change = new UpdateItemRequest { Tags = kept };
            ItemValidation.Validate(change);
            ItemWriter.Update(db, id, change, database.Now);
            changed.Add(id);
        }

        return (IReadOnlyList<string>)changed;
    });
}
