using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>A chunk that was found for a question, with the blocks of the text that it covers.</summary>
internal sealed record Passage(long ChunkId, string ItemId, long Revision, string Title, string? SourceUrl, int Start, string Text, double Score, IReadOnlyList<Block> Blocks)
{
    public static List<Passage> Load(Db db, IEnumerable<ScoredChunk> chunks)
    {
        var blocks = new Dictionary<long, IReadOnlyList<Block>>();
        return [.. chunks.Select(chunk => Load(db, chunk, blocks))];
    }

    private static Passage Load(Db db, ScoredChunk chunk, Dictionary<long, IReadOnlyList<Block>> blocks)
    {
        if (!blocks.TryGetValue(chunk.ItemPk, out var all))
        {
            var json = db.Text("SELECT r.blocks FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", chunk.ItemPk);
            blocks[chunk.ItemPk] = all = json is null ? [] : JsonSerializer.Deserialize(json, CortexJson.Default.ListBlock)!;
        }

        return db.First("SELECT c.id, i.id, c.revision, i.title, i.source_url, c.start, c.text FROM chunks c JOIN items i ON i.pk = c.item_pk WHERE c.id = ?1",
            row => new Passage(row.Long(0), row.Text(1), row.Long(2), row.Text(3), row.TextOrNull(4), row.Int(5), row.Text(6), chunk.Score, all), chunk.ChunkId)!;
    }
}
