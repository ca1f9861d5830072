using System.Text.RegularExpressions;

namespace Cortex.Engine.Knowledge.Parsing.Files.Epub;

/// <summary>
/// XHTML may write an element without content as one tag. HTML knows that of few elements, and takes the tag for the
/// beginning of one: an anchor or a title written so would swallow what follows.
/// </summary>
internal static partial class EmptyTags
{
    public static string Closed(string xhtml) => Empty().Replace(xhtml, "<$1$2></$1>");

    [GeneratedRegex("<(title|script|style|a|p|div|span|i|b|em|strong|td|th|li|ul|ol|h[1-6]|section|textarea|iframe|small|sup|sub|pre|code|blockquote)((?:\\s+[\\w:.-]+\\s*=\\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\\s*/>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Empty();
}
