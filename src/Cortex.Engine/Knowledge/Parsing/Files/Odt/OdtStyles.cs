using System.Globalization;
using System.Xml;

namespace Cortex.Engine.Knowledge.Parsing.Files.Odt;

/// <summary>What styles mean, named ones and those that a program makes for each run: their looks, and the name they descend from.</summary>
internal sealed class OdtStyles
{
    private const int MaxParents = 12;
    private readonly Dictionary<(string Family, string Name), Style> _styles = [];
    private readonly HashSet<(string List, int Level)> _numbered = [];
    private Style? _style;
    private string _list = "";

    private sealed class Style
    {
        public string? Parent { get; set; }
        public TextMarks On { get; set; }
        public TextMarks Off { get; set; }
        public bool Hidden { get; set; }
    }

    /// <summary>Looks at one node of a part that may define styles.</summary>
    public void Take(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName is "style")
        {
            _style = null;
        }
        else if (reader.NodeType == XmlNodeType.Element)
        {
            Define(reader);
        }
    }

    public (TextMarks Marks, bool Hidden) Text(string? name)
    {
        TextMarks on = TextMarks.None, off = TextMarks.None;
        var hidden = false;
        foreach (var (each, style) in Line("text", name))
        {
            on |= style.On & ~off;
            off |= style.Off & ~on;
            hidden |= style.Hidden;
            if (each is "Source_20_Text" or "Source_Text" or "Teletype" or "Verbatim_20_Char" or "Example" or "Verbatim")
            {
                on |= TextMarks.Code;
            }
            else if (each is "Strong_20_Emphasis")
            {
                on |= TextMarks.Bold & ~off;
            }
            else if (each is "Emphasis")
            {
                on |= TextMarks.Italic & ~off;
            }
        }

        return (on, hidden);
    }

    /// <summary>Whether a paragraph's style, or one that it descends from, has a name of a kind.</summary>
    public bool Descends(string? name, Func<string, bool> from) => Line("paragraph", name).Any(line => from(line.Name));

    public bool IsNumbered(string? list, int level) => list is not null && _numbered.Contains((list, level));

    private IEnumerable<(string Name, Style Style)> Line(string family, string? name)
    {
        for (var i = 0; i < MaxParents && name is not null; i++)
        {
            if (!_styles.TryGetValue((family, name), out var style))
            {
                yield return (name, new Style());
                yield break;
            }

            yield return (name, style);
            name = style.Parent;
        }
    }

    private void Define(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "style" when Attribute(reader, "name") is { } name:
                _style = new Style { Parent = Attribute(reader, "parent-style-name") };
                _styles.TryAdd((Attribute(reader, "family") ?? "", name), _style);
                if (reader.IsEmptyElement)
                {
                    _style = null;
                }

                break;
            case "text-properties" when _style is { } style:
                Set(style, TextMarks.Bold, Attribute(reader, "font-weight"), "normal");
                Set(style, TextMarks.Italic, Attribute(reader, "font-style"), "normal");
                Set(style, TextMarks.Strike, Attribute(reader, "text-line-through-style") ?? Attribute(reader, "text-line-through-type"), "none");
                style.Hidden |= Attribute(reader, "display") is "none";
                break;
            case "list-style":
                _list = Attribute(reader, "name") ?? "";
                break;
            case "list-level-style-number" when Attribute(reader, "num-format") is { Length: > 0 }
                && int.TryParse(Attribute(reader, "level"), NumberStyles.None, CultureInfo.InvariantCulture, out var level):
                _numbered.Add((_list, level));
                break;
        }
    }

    private static void Set(Style style, TextMarks mark, string? value, string none)
    {
        if (value is null)
        {
            return;
        }

        if (value == none)
        {
            style.Off |= mark;
        }
        else
        {
            style.On |= mark;
        }
    }

    /// <summary>By its local name: OpenDocument uses each within one namespace only.</summary>
    public static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.LocalName == name && reader.Prefix is not "xmlns")
                {
                    value = reader.Value;
                    break;
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return value;
    }
}
