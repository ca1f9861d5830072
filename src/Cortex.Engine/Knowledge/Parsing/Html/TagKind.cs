using System.Collections.Frozen;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>How an element takes part in a page's text.</summary>
internal enum TagKind
{
    Inline,
    Text,
    Block,

    /// <summary>Has no text to read, or none meant for reading: scripts, controls, pictures.</summary>
    Skipped,
    Break,
    Rule,
    Heading,
    Paragraph,
    Preformatted,
    List,
    OrderedList,
    ListItem,
    Term,
    Definition,
    Quote,
    Table,
    Row,
    Cell,
    Link,
    Bold,
    Italic,
    Code,
    Strike,
    Main,
    Article,
    Navigation,
    Header,
    Footer,
    Aside,
    Math,
    Annotation,
}

internal static class TagKinds
{
    private static readonly FrozenDictionary<string, TagKind> ByName = Names().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, TagKind>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static TagKind Of(string name) => ByName.GetValueOrDefault(name);

    public static TagKind Of(ReadOnlySpan<char> name) => BySpan.TryGetValue(name, out var kind) ? kind : TagKind.Inline;

    /// <summary>Whether a browser would start a new line for it.</summary>
    public static bool StartsLine(TagKind kind) => kind is not (TagKind.Inline or TagKind.Text or TagKind.Skipped or TagKind.Break or TagKind.Link
        or TagKind.Bold or TagKind.Italic or TagKind.Code or TagKind.Strike or TagKind.Math or TagKind.Annotation);

    private static Dictionary<string, TagKind> Names()
    {
        var names = new Dictionary<string, TagKind>();
        Add(TagKind.Block, "html body div section figure figcaption address details summary fieldset legend form center dl dir hgroup search optgroup caption thead tbody tfoot frameset noframes");
        Add(TagKind.Skipped, "head script style noscript template svg canvas iframe frame object embed applet video audio source track map area img picture input button select option datalist textarea meter progress dialog link meta base title col colgroup param rp rt rtc slot portal");
        Add(TagKind.Break, "br");
        Add(TagKind.Rule, "hr");
        Add(TagKind.Heading, "h1 h2 h3 h4 h5 h6");
        Add(TagKind.Paragraph, "p");
        Add(TagKind.Preformatted, "pre listing xmp plaintext");
        Add(TagKind.List, "ul menu");
        Add(TagKind.OrderedList, "ol");
        Add(TagKind.ListItem, "li");
        Add(TagKind.Term, "dt");
        Add(TagKind.Definition, "dd");
        Add(TagKind.Quote, "blockquote");
        Add(TagKind.Table, "table");
        Add(TagKind.Row, "tr");
        Add(TagKind.Cell, "td th");
        Add(TagKind.Link, "a");
        Add(TagKind.Bold, "b strong");
        Add(TagKind.Italic, "i em cite var dfn");
        Add(TagKind.Code, "code tt kbd samp");
        Add(TagKind.Strike, "s strike del");
        Add(TagKind.Main, "main");
        Add(TagKind.Article, "article");
        Add(TagKind.Navigation, "nav");
        Add(TagKind.Header, "header");
        Add(TagKind.Footer, "footer");
        Add(TagKind.Aside, "aside");
        Add(TagKind.Math, "math");
        Add(TagKind.Annotation, "annotation annotation-xml");
        return names;

        void Add(TagKind kind, string list)
        {
            foreach (var name in list.Split(' '))
            {
                names.Add(name, kind);
            }
        }
    }
}
