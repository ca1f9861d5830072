using System.Xml;
using Cortex.Engine.Knowledge.Parsing.Files.Archive;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>A document's lists: which are numbered, and the number that comes next.</summary>
internal sealed class DocxNumbering
{
    private const int Levels = 9;
    private readonly Dictionary<string, Level[]> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>A list in use: its pattern, and what it changes about it.</summary>
    private sealed class Instance
    {
        public string? List { get; set; }
        public Dictionary<int, int> Starts { get; } = [];
        public Dictionary<int, bool> IsNumbered { get; } = [];
    }

    private readonly record struct Level(bool IsNumbered, int Start);

    public static DocxNumbering Read(ZipPackage package, string part)
    {
        var numbering = new DocxNumbering();
        using var xml = package.Xml(part);
        Level[]? levels = null;
        Instance? instance = null;
        var level = 0;
        while (xml?.Read() is true)
        {
            if (xml.Reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var value = DocxXml.Value(xml.Reader);
            switch (xml.Reader.LocalName)
            {
                case "abstractNum":
                    levels = new Level[Levels];
                    instance = null;
                    numbering._lists.TryAdd(DocxXml.Attribute(xml.Reader, "abstractNumId") ?? "", levels);
                    break;
                case "num":
                    levels = null;
                    instance = new Instance();
                    numbering._instances.TryAdd(DocxXml.Attribute(xml.Reader, "numId") ?? "", instance);
                    break;
                case "abstractNumId" when instance is not null:
                    instance.List = value;
                    break;
                case "lvl" or "lvlOverride":
                    level = Math.Clamp(DocxXml.Number(DocxXml.Attribute(xml.Reader, "ilvl")) ?? 0, 0, Levels - 1);
                    break;
                case "start" when levels is not null:
                    levels[level] = levels[level] with { Start = Start(value) };
                    break;
                case "numFmt" when levels is not null:
                    levels[level] = levels[level] with { IsNumbered = value is not ("bullet" or "none") };
                    break;
                case "numFmt" when instance is not null:
                    instance.IsNumbered[level] = value is not ("bullet" or "none");
                    break;
                case "startOverride" when instance is not null:
                    instance.Starts[level] = Start(value);
                    break;
            }
        }

        return numbering;
    }

    /// <summary>Null where the paragraph is in no list.</summary>
    public BlockShape? Next(string? id, int level)
    {
        // The list 0 is how a paragraph leaves the list of its style.
        if (id is null or "0" || !_instances.TryGetValue(id, out var instance) || instance.List is null || !_lists.TryGetValue(instance.List, out var levels))
        {
            return null;
        }

        level = Math.Clamp(level, 0, Levels - 1);
        if (!_counts.TryGetValue(instance.List, out var counts))
        {
            _counts[instance.List] = counts = [.. levels.Select(each => each.Start - 1)];
        }

        if (_begun.Add(id))
        {
            foreach (var (at, start) in instance.Starts)
            {
                counts[at] = start - 1;
            }
        }

        counts[level] = Math.Min(counts[level], int.MaxValue - 1) + 1;
        for (var below = level + 1; below < Levels; below++)
        {
            counts[below] = levels[below].Start - 1;
        }

        return new BlockShape(Contract.Items.BlockKind.ListItem, level + 1, (instance.IsNumbered.TryGetValue(level, out var isNumbered) ? isNumbered : levels[level].IsNumbered) ? Math.Max(0, counts[level]) : null);
    }

    private static int Start(string? value) => Math.Clamp(DocxXml.Number(value) ?? 1, 0, 1_000_000);
}
