using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>The text of a pre element as it stands, and what language it is in.</summary>
internal static class PreformattedText
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+#-._");

    public static string Of(PageTree page, int index)
    {
        var text = new StringBuilder();
        for (var i = index + 1; i < page[index].End; i++)
        {
            ref var node = ref page[i];
            if (node.Dropped)
            {
                i = node.End - 1;
            }
            else if (node.Kind == TagKind.Text)
            {
                text.Append(((IText)node.Source).Data);
            }
            else if (node.Kind == TagKind.Code && page[i - 1].Kind == TagKind.Text && page[i - 1].Parent > node.Parent && text.Length > 0 && text[^1] != '\n')
            {
                // Two versions of one example, of which a script shows one at a time.
                text.Append('\n');
            }
            else if (node.Kind == TagKind.Break || (TagKinds.StartsLine(node.Kind) && text.Length > 0 && text[^1] != '\n'))
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>As highlighters note it: on the element, on the code inside, or on up to three elements around.</summary>
    public static string? Language(IElement pre)
    {
        if (pre.FirstElementChild is { LocalName: "code" } code && LanguageOf(code) is { } inner)
        {
            return inner;
        }

        IElement? element = pre;
        for (var i = 0; i < 4 && element is not null; i++, element = element.ParentElement)
        {
            if (LanguageOf(element) is { } language)
            {
                return language;
            }
        }

        return null;
    }

    private static string? LanguageOf(IElement element)
    {
        if ((element.GetAttribute("data-lang") ?? element.GetAttribute("data-language")) is { } stated)
        {
            return Known(stated);
        }

        if (element.ClassName is not { } classes)
        {
            return null;
        }

        foreach (var name in classes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var prefix in (ReadOnlySpan<string>)["language-", "lang-", "highlight-source-", "highlight-", "brush:"])
            {
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && Known(name.AsSpan(prefix.Length)) is { } language)
                {
                    return language;
                }
            }
        }

        return null;
    }

    private static string? Known(ReadOnlySpan<char> name) => name.ToString().ToLowerInvariant() switch
    {
        "" or "default" or "none" or "text" or "plaintext" or "plain" or "auto" or "literal" or "notranslate" => null,
        { Length: > 30 } => null,
        "python3" or "pycon" or "pycon3" or "py" or "ipython3" => "python",
        "js" or "node" => "javascript",
        "ts" => "typescript",
        "sh" or "console" or "shell-session" => "shell",
        "rs" => "rust",
        "cs" => "csharp",
        "c++" => "cpp",
        var other when other.AsSpan().IndexOfAnyExcept(NameCharacters) < 0 => other,
        _ => null,
    };
}
