using System.Text.Json;

namespace Cortex.Engine.Sources.Exports.Karakeep;

/// <summary>The lists of an export, which may lie in one another, by their ids.</summary>
internal sealed class KarakeepLists
{
    private const int MaxDepth = 32;
    private readonly Dictionary<string, (string Name, string? Parent)> _lists = new(StringComparer.Ordinal);

    /// <summary>Those that are searches, by name.</summary>
    public List<string> Smart { get; } = [];

    public void Add(JsonElement list)
    {
        if (list.Text("name") is not { Length: > 0 } name) return;
        if (list.Text("type") == "smart") Smart.Add(name);
        if (list.Text("id") is { } id) _lists[id] = (name, list.Text("parentId"));
    }

    /// <summary>The names from the outermost list on; the id itself where the export does not have the list.</summary>
    public IReadOnlyList<string> Path(string id)
    {
        var path = new List<string>();
        for (var next = id; next is not null && path.Count < MaxDepth; next = _lists.GetValueOrDefault(next).Parent)
        {
            if (!_lists.TryGetValue(next, out var list)) break;
            path.Insert(0, list.Name);
        }

        return path.Count > 0 ? path : [id];
    }
}
