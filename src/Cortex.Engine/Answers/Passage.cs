using System.Text.Json;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine.Language;
using Cortex.Engine.Search;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers;

/// <summary>A chunk that was found for a question, with the blocks of the text that it covers.</summary>
/// <param name="Words">How well it matches by words; 0 where it does not.</param>
/// <param name="Cosine">How close it is to the question in meaning; null where it has no vector.</param>
internal sealed record Passage(long ChunkId, string ItemId, long Revision, string Title, string? SourceUrl, int Start, string Text, double Words, double? Cosine, IReadOnlyList<Block> Blocks)
{
    /// <summary>Those that are still there, in their order.</summary>
    public static List<Passage> Load(Db db, IEnumerable<FoundPassage> found)
    {
        var blocks = new Dictionary<long, IReadOnlyList<Block>>();
        return [.. found.Select(passage => Load(db, passage, blocks)).OfType<Passage>()];
    }

    public PassageSentence Sentence(int start, int end) => new(this, start, end, BlockKind.Paragraph, "");

    /// <summary>What it is called and where it stands, as a citation of all of it.</summary>
    public PassageSentence Whole => new(this, 0, Text.Length, BlockKind.Paragraph, "");

    /// <summary>The sentences, offsets within the passage; what is said of a heading is that they stand below it.</summary>
    public IEnumerable<PassageSentence> Sentences()
    {
        var heading = "";
        foreach (var block in Blocks.Where(block => block.End > Start && block.Start < Start + Text.Length))
        {
            var start = Math.Max(0, block.Start - Start);
            var end = Math.Min(Text.Length, block.End - Start);
            if (block.Kind == BlockKind.Heading)
            {
                heading = Text[start..end];
                continue;
            }

            foreach (var sentence in SentenceSplitter.Split(Text, start, end)) yield return new PassageSentence(this, sentence.Start, sentence.End, block.Kind, heading);
        }
    }

    private static Passage? Load(Db db, FoundPassage found, Dictionary<long, IReadOnlyList<Block>> blocks)
    {
        if (!blocks.TryGetValue(found.ItemPk, out var all))
        {
            var json = db.Text("SELECT r.blocks FROM items i JOIN revisions r ON r.item_pk = i.pk AND r.revision = i.revision WHERE i.pk = ?1", found.ItemPk);
            blocks[found.ItemPk] = all = json is null ? [] : JsonSerializer.Deserialize(json, CortexJson.Default.ListBlock)!;
        }

        return db.First("SELECT c.id, i.id, c.revision, i.title, i.source_url, c.start, c.text FROM chunks c JOIN items i ON i.pk = c.item_pk WHERE c.id = ?1",
            row => new Passage(row.Long(0), row.Text(1), row.Long(2), row.Text(3), row.TextOrNull(4), row.Int(5), row.Text(6), found.Words, found.Cosine, all), found.ChunkId);
    }
}
