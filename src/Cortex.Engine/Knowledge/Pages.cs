using System.Text.Json;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge;

/// <summary>Which page of its document a place in a text is on.</summary>
public static class Pages
{
    /// <summary>Counted from 1; null where the document has no pages.</summary>
    /// <param name="blocks">The text's blocks, in order.</param>
    /// <param name="start">Offset into the text.</param>
    public static int? Of(IReadOnlyList<Block> blocks, int start)
    {
        int low = 0, high = blocks.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (blocks[middle].Start <= start) low = middle + 1;
            else high = middle;
        }

        return blocks.Count == 0 ? null : blocks[Math.Max(0, low - 1)].Page;
    }

    /// <summary>The same for a passage of a library, read as far as it must be; at once null for an item of a format that has none.</summary>
    internal static int? Of(Db db, long itemPk, long revision, string format, int start) =>
        format != WireName.Of(DocumentFormat.Converted) ? null
            : db.First("SELECT blocks FROM revisions WHERE item_pk = ?1 AND revision = ?2", row => row.IsNull(0) ? null : OfStored(row.BlobInPlace(0), start), itemPk, revision);

    // The blocks of a book are thousands, most of them after the place and with marks that say nothing here.
    internal static int? OfStored(ReadOnlySpan<byte> blocks, int start)
    {
        const int InBlock = 2;
        var json = new Utf8JsonReader(blocks);
        int? found = null, page = null;
        var (isFirst, begins) = (true, 0);
        while (json.Read())
        {
            if (json.CurrentDepth == InBlock - 1 && json.TokenType == JsonTokenType.StartObject) (begins, page) = (0, null);
            else if (json.CurrentDepth == InBlock - 1 && json.TokenType == JsonTokenType.EndObject)
            {
                if (begins > start && !isFirst) break;
                (found, isFirst) = (page, false);
            }
            else if (json.CurrentDepth == InBlock && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isStart, isPage) = (json.ValueTextEquals("start"u8), json.ValueTextEquals("page"u8));
                json.Read();
                if (isStart) begins = json.GetInt32();
                else if (isPage && json.TokenType == JsonTokenType.Number) page = json.GetInt32();
                else json.Skip();
            }
        }

        return found;
    }
}
