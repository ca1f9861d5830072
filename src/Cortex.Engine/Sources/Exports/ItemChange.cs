using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Sources.Exports;

/// <summary>Brings an item up to what a newer export says of it. Tags are added, never taken away: people tag here as well.</summary>
internal static class ItemChange
{
    /// <summary>What programs say of a bookmark is named so, and theirs to change; everything else at a page is not.</summary>
    public const string BookmarkPrefix = "bookmark_";

    /// <param name="owns">Whether content, title and metadata are the export's; else only what is missing is added.</param>
    /// <returns>Whether there was anything to change.</returns>
    public static bool Apply(Db db, long pk, string id, NewItem item, bool owns, long now)
    {
        var known = db.First("SELECT title, content_hash, metadata, starred FROM items WHERE pk = ?1", row => new Known(row.Text(0), row.Blob(1), row.Text(2), row.Bool(3)), pk)!;
        var metadata = Merge(known.Metadata, item.Metadata, owns);
        var tags = ItemReader.Tags(db, pk);
        var more = item.Tags.Except(tags, StringComparer.OrdinalIgnoreCase).Take(Math.Max(0, ItemValidation.MaxTags - tags.Count)).ToList();
        var hash = ItemWriter.Hash(item.Content);
        var rewritten = owns && !hash.AsSpan().SequenceEqual(known.ContentHash);
        var title = owns ? item.EffectiveTitle : known.Title;
        var starred = known.Starred || item.Starred;
        if (metadata is null && more.Count == 0 && !rewritten && title == known.Title && starred == known.Starred) return false;
        db.Execute("UPDATE items SET title = ?2, metadata = ?3, starred = ?4 WHERE pk = ?1", pk, title, metadata ?? known.Metadata, starred);
        if (more.Count > 0) ItemWriter.WriteTags(db, pk, [.. tags, .. more]);
        // The title stands in the index with the text.
        if (rewritten) ItemWriter.Revise(db, pk, item.Content, hash, now);
        else if (title != known.Title) ItemWriter.Revise(db, pk, db.Text("SELECT r.content FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", pk)!, known.ContentHash, now);
        ItemWriter.Touch(db, pk, id, now);
        return true;
    }

    /// <summary>Null where nothing changes. Values keep their digits: they are written as they came.</summary>
    private static string? Merge(string known, string found, bool owns)
    {
        if (known == found) return null;
        using var old = JsonDocument.Parse(known);
        using var more = JsonDocument.Parse(found);
        var merged = new JsonObject();
        var changed = false;
        foreach (var field in old.RootElement.EnumerateObject()) merged[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        foreach (var field in more.RootElement.EnumerateObject())
        {
            var isThere = old.RootElement.TryGetProperty(field.Name, out var value);
            if (isThere && (JsonElement.DeepEquals(value, field.Value) || !(owns || field.Name.StartsWith(BookmarkPrefix, StringComparison.Ordinal)))) continue;
            merged[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            changed = true;
        }

        return changed ? merged.ToJsonString() : null;
    }

    private sealed record Known(string Title, byte[] ContentHash, string Metadata, bool Starred);
}
