using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Connections;

/// <summary>
/// Finds what links lead to, at the moment when it is asked: by the path as seen from the linking document, then by the name anywhere in the
/// same folder that is followed, then by an alias. All of it by indexes; what was found once is known for the rest of the question.
/// </summary>
internal sealed class LinkResolver(Db db)
{
    private const int MaxNamesakes = 1000;
    private readonly Dictionary<(string? SourceKey, string Target, string? Root), long?> _found = [];
    private readonly Dictionary<string, string?> _roots = new(StringComparer.Ordinal);

    /// <summary>The row of the item; null where none in the library is meant.</summary>
    public long? Resolve(StoredLink link)
    {
        var root = Root(link.ItemPk, link.OwnKey);
        var question = (link.SourceKey, link.Target, root);
        if (!_found.TryGetValue(question, out var found)) _found[question] = found = ByKey(link.SourceKey) ?? ByName(link, root, isAlias: false) ?? ByName(link, root, isAlias: true);
        return found;
    }

    private long? ByKey(string? key) => key is null ? null
        : db.Long("SELECT pk FROM items WHERE source_key = ?1 AND deleted_at IS NULL", key)
        ?? db.Long("SELECT pk FROM items WHERE source_key = ?1 AND deleted_at IS NULL", key + LinkName.NoteExtension);

    // Of several with the name, as Obsidian has it: the one at the path that is written, else the one that lies highest.
    private long? ByName(StoredLink link, string? root, bool isAlias)
    {
        if (root is null || LinkName.Path(link.Target, isAddress: link.Kind == "link") is not { } path) return null;
        var within = root.EndsWith('/') ? root : root + "/";
        var ending = "/" + string.Join('/', path.Split('/').Where(part => part is not ("" or "." or "..")));
        return db.Query($"SELECT i.pk, i.source_key FROM item_names n JOIN items i ON i.pk = n.item_pk WHERE n.name = ?1 AND n.alias = ?2 AND i.deleted_at IS NULL LIMIT {MaxNamesakes}", row => (Pk: row.Long(0), Key: row.TextOrNull(1) ?? ""), link.Name, isAlias)
            .Where(item => item.Key.StartsWith(within, StringComparison.Ordinal))
            .OrderByDescending(item => EndsWith(item.Key, ending, StringComparison.Ordinal)).ThenByDescending(item => EndsWith(item.Key, ending, StringComparison.OrdinalIgnoreCase))
            .ThenBy(item => item.Key.Count(letter => letter == '/')).ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => (long?)item.Pk).FirstOrDefault();
    }

    private static bool EndsWith(string key, string ending, StringComparison comparison) => key.EndsWith(ending, comparison) || key.EndsWith(ending + LinkName.NoteExtension, comparison);

    /// <summary>The folder within which names are looked for: the one that is followed, the vault, or else where the document lies.</summary>
    private string? Root(long itemPk, string? ownKey)
    {
        if (ownKey is null || Path.GetDirectoryName(ownKey) is not { Length: > 0 } folder || !Path.IsPathRooted(ownKey)) return null;
        if (_roots.TryGetValue(folder, out var known)) return known;
        var followed = db.Text("SELECT s.path FROM source_files f JOIN sources s ON s.id = f.source_id WHERE f.item_pk = ?1 ORDER BY length(s.path) LIMIT 1", itemPk);
        return _roots[folder] = followed ?? Vault(itemPk) ?? folder;
    }

    private string? Vault(long itemPk) => VaultField.Of(db.Text("SELECT metadata FROM items WHERE pk = ?1", itemPk));
}

/// <summary>A link as it is kept, with the identity of the document that it stands in.</summary>
internal sealed record StoredLink(long ItemPk, string? OwnKey, string Kind, string Target, string Name, string? SourceKey, int QuoteStart, string Quote)
{
    /// <summary>In the order of <see cref="Read"/>; l is the link, f the item that it stands in.</summary>
    public const string Columns = "l.item_pk, f.source_key, l.kind, l.target, l.name, l.source_key, l.quote_start, l.quote";

    public static StoredLink Read(Row row) => new(row.Long(0), row.TextOrNull(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), row.Int(6), row.Text(7));
}
