using System.Text.Json;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Language;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>Keeps what a document links to and what it is called, in the transaction that keeps its text.</summary>
internal static class LinkWriter
{
    private const int MaxQuote = 400, MaxAliases = 50, MaxName = 500;
    private static readonly string[] AliasFields = ["aliases", "alias"];

    public static void Replace(Db db, long itemPk, string? sourceKey, DocumentFormat format, ParsedDocument document)
    {
        db.Execute("DELETE FROM links WHERE item_pk = ?1", itemPk);
        db.Execute("DELETE FROM item_names WHERE item_pk = ?1", itemPk);
        // Code is linked to by its path alone.
        if (sourceKey is not null && format != DocumentFormat.Code) WriteNames(db, itemPk, sourceKey, document);
        for (var i = 0; i < document.Links.Count; i++) Write(db, itemPk, sourceKey, i, document.Links[i], document);
    }

    private static void WriteNames(Db db, long itemPk, string sourceKey, ParsedDocument document)
    {
        if (Path.IsPathRooted(sourceKey)) Write(Path.GetFileName(sourceKey), isAlias: false);
        foreach (var alias in Aliases(document).Take(MaxAliases)) Write(alias, isAlias: true);

        void Write(string name, bool isAlias)
        {
            if (LinkName.Fold(name) is { Length: > 0 and <= MaxName } folded) db.Execute("INSERT OR IGNORE INTO item_names (name, alias, item_pk) VALUES (?1, ?2, ?3)", folded, isAlias, itemPk);
        }
    }

    private static void Write(Db db, long itemPk, string? sourceKey, int position, DocumentLink link, ParsedDocument document)
    {
        if (LinkName.Path(link.Target, isAddress: link.Kind == LinkKind.Link) is not { } path || LinkName.Of(path) is not { Length: > 0 and <= MaxName } name) return;
        var (start, end) = Quote(document, link);
        db.Execute("INSERT INTO links (item_pk, position, kind, target, name, source_key, start, end, quote_start, quote) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            itemPk, position, Kind(link.Kind), link.Target, name, sourceKey is null ? null : LinkName.SourceKey(sourceKey, path), link.Start, link.End, start, document.Text[start..end]);
    }

    /// <summary>The sentence that the link stands in; the link's own words where that is too long.</summary>
    private static (int Start, int End) Quote(ParsedDocument document, DocumentLink link)
    {
        var block = BlockAt(document.Blocks, link.Start);
        if (block is null || block.Kind == BlockKind.Code) return Cut(document.Text, link.Start, link.End);
        if (block.End - block.Start <= MaxQuote && block.Kind == BlockKind.ListItem) return (block.Start, block.End);
        // A block of a megabyte is not looked through for each of its links.
        var from = SourceText.WholeCharacters(document.Text, Math.Max(block.Start, link.Start - (2 * MaxQuote)));
        var to = SourceText.WholeCharacters(document.Text, Math.Min(block.End, link.End + (2 * MaxQuote)));
        foreach (var sentence in SentenceSplitter.Split(document.Text, from, to))
        {
            if (sentence.Start <= link.Start && link.End <= sentence.End && sentence.End - sentence.Start <= MaxQuote) return (sentence.Start, sentence.End);
        }

        return Cut(document.Text, link.Start, link.End);
    }

    private static (int, int) Cut(string text, int start, int end) => (start, end - start <= MaxQuote ? end : start + SourceText.WholeCharacters(text.AsSpan(start), MaxQuote));

    private static Block? BlockAt(IReadOnlyList<Block> blocks, int at)
    {
        int low = 0, high = blocks.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (blocks[middle].Start <= at) low = middle;
            else high = middle - 1;
        }

        return blocks.Count > 0 && blocks[low].Start <= at && at <= blocks[low].End ? blocks[low] : null;
    }

    private static IEnumerable<string> Aliases(ParsedDocument document) => document.Metadata.Where(field => AliasFields.Contains(field.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(field => field.Value.ValueKind switch
    {
        JsonValueKind.String => field.Value.GetString()!.Split(','),
        JsonValueKind.Array => field.Value.EnumerateArray().Where(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(value => value.ToString()),
        _ => [],
    });

    private static string Kind(LinkKind kind) => kind switch
    {
        LinkKind.WikiLink => "wikilink",
        LinkKind.Link => "link",
        _ => "embed",
    };
}
