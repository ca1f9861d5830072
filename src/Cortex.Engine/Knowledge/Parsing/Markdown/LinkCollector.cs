using System.Text.Json;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>The links and tags that are met while a note is written out.</summary>
internal sealed class LinkCollector
{
    private const int MaxLinks = 10_000, MaxTags = 200;
    private readonly List<DocumentLink> _named = [];
    private readonly List<string> _tags = [], _names = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Tags => _tags;

    public void Add(string tag)
    {
        if (_tags.Count < MaxTags && _known.Add(tag)) _tags.Add(tag);
    }

    /// <summary>A link that is written as [[name]] or ![[name]].</summary>
    public void AddNamed(bool embeds, string target, BlockWriter writer, int from)
    {
        if (_names.Count < MaxLinks) _names.Add(target);
        Add(embeds ? LinkKind.Embed : LinkKind.WikiLink, target, writer, from);
    }

    /// <param name="from">How long the text was before the link's words were written.</param>
    public void Add(LinkKind kind, string target, BlockWriter writer, int from)
    {
        if (_named.Count == MaxLinks) return;
        var written = writer.Written(from);
        var start = from + written.Length - written.TrimStart().Length;
        _named.Add(new DocumentLink(kind, target, start, writer.Length));
    }

    /// <summary>Those by name with those by path, which stand in the blocks as marks.</summary>
    public IReadOnlyList<DocumentLink> Links(IReadOnlyList<Block> blocks)
    {
        var links = _named.Where(link => link.Kind != LinkKind.Embed || IsRelative(link.Target)).ToList();
        foreach (var block in blocks)
        {
            foreach (var mark in block.Marks)
            {
                if (mark is { Kind: MarkKind.Link, Href: { } href } && IsRelative(href) && links.Count < MaxLinks) links.Add(new DocumentLink(LinkKind.Link, href, mark.Start, mark.End));
            }
        }

        return [.. links.OrderBy(link => link.Start)];
    }

    /// <summary>What the note names, for a person to see: other notes, and the files that it shows.</summary>
    public Dictionary<string, JsonElement> Metadata()
    {
        var metadata = new Dictionary<string, JsonElement>();
        Add("wikilinks", _names);
        Add("attachments", _named.Where(link => link.Kind == LinkKind.Embed && IsRelative(link.Target) && IsFile(link.Target)).Select(link => link.Target));
        return metadata;

        void Add(string name, IEnumerable<string> links)
        {
            var targets = links.Distinct(StringComparer.Ordinal).ToList();
            if (targets.Count > 0) metadata.Add(name, JsonText.Element(json => Write(json, targets)));
        }
    }

    private static void Write(Utf8JsonWriter json, List<string> targets)
    {
        json.WriteStartArray();
        foreach (var target in targets) json.WriteStringValue(target);
        json.WriteEndArray();
    }

    // A scheme or a host leads out of the library's files.
    private static bool IsRelative(string target) => target.Length > 0 && target[0] is not ('#' or '?') && !IsAddress(target);

    private static bool IsAddress(string target) => target.StartsWith("//", StringComparison.Ordinal) || target.AsSpan().IndexOfAny(":/?#") is > 1 and var at && target[at] == ':' && (target.AsSpan(at).StartsWith("://") || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase));

    private static bool IsFile(string target)
    {
        var end = target.AsSpan().IndexOfAny("#?^");
        var name = end < 0 ? target : target[..end];
        return Path.GetExtension(name) is { Length: > 1 and <= 6 } extension && !extension.Equals(".md", StringComparison.OrdinalIgnoreCase);
    }
}
