using System.Text.Json.Nodes;
using Cortex.Engine.Knowledge.Connections;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports.Obsidian;

/// <summary>
/// Knows the notes of Obsidian's vaults. A vault is a folder like any other, and its files come in as such; its notes say where they belong,
/// because tags within a text mean something there.
/// </summary>
internal sealed class Vaults
{
    private const string Mark = ".obsidian";
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>The item itself, or with its vault in the metadata.</summary>
    public NewItem Describe(NewItem item)
    {
        if (item is not { Format: DocumentFormat.Markdown, SourceKey: { } path } || !Path.IsPathRooted(path) || Of(Path.GetDirectoryName(path)) is not { } vault) return item;
        var metadata = JsonNode.Parse(item.Metadata)!.AsObject();
        metadata[VaultField.Name] = vault;
        return item with { Metadata = metadata.ToJsonString() };
    }

    private string? Of(string? folder)
    {
        if (folder is null) return null;
        if (_known.TryGetValue(folder, out var known)) return known;
        return _known[folder] = Directory.Exists(Path.Combine(folder, Mark)) ? folder : Of(Path.GetDirectoryName(folder));
    }
}
