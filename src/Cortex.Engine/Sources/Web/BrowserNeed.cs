using System.Buffers;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Web;

/// <summary>Tells whether an answer holds no page yet: a shell that scripts fill, a test that only a browser passes, or a note that sends a browser on.</summary>
internal static class BrowserNeed
{
    /// <summary>Letters; what has more to read is a page, whatever else it wants.</summary>
    private const int FewLetters = 140, ChallengeLetters = 1200, Looked = 400_000;

    /// <summary>Standing in the tests of those who keep programs out, and in no page that they let through.</summary>
    private static readonly SearchValues<string> Challenges = SearchValues.Create(
        ["_cf_chl_opt", "cf-challenge-running", "id=\"challenge-form\"", "captcha-delivery.com", "px-captcha", "_Incapsula_Resource", "window.gokuProps", "anubis_challenge", "/.within.website/x/cmd/anubis", "sgcaptcha"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the usual frameworks put what their scripts make.</summary>
    private static readonly string[] Roots = ["root", "app", "__next", "__nuxt", "___gatsby", "svelte", "app-root", "react-root", "main-app", "ember-root", "application", "mount", "q-app"];

    /// <summary>Why a browser is needed, in words; null where none is.</summary>
    public static string? Of(string html, ParsedDocument document)
    {
        var head = html.AsSpan(0, Math.Min(html.Length, Looked));
        var letters = Letters(document.Text);
        if (letters < ChallengeLetters && head.ContainsAny(Challenges)) return "It tests first whether a person asks";
        if (letters >= FewLetters) return null;
        if (Forward(head) is { } target) return $"It only sends a browser on to {target}: add that address instead";
        if (!head.Contains("<script", StringComparison.OrdinalIgnoreCase)) return null;
        return letters == 0 || AsksForScript(head, document.Text) || HasRoot(head) ? "Its text is made by scripts" : null;
    }

    public static string? OfFailure(FetchedPage page) =>
        page.IsChallenge || (page.Status is 403 or 429 or 503 && System.Text.Encoding.Latin1.GetString(page.Body).AsSpan().ContainsAny(Challenges)) ? "It tests first whether a person asks" : null;

    private static int Letters(string text) => text.Count(letter => !char.IsWhiteSpace(letter));

    private static bool AsksForScript(ReadOnlySpan<char> html, string text)
    {
        if (text.Contains("javascript", StringComparison.OrdinalIgnoreCase)) return true;
        while (html.IndexOf("<noscript", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            html = html[at..];
            var end = html.IndexOf("</noscript", StringComparison.OrdinalIgnoreCase);
            var inside = end < 0 ? html : html[..end];
            if (inside.Contains("javascript", StringComparison.OrdinalIgnoreCase)) return true;
            html = html[inside.Length..];
            if (end < 0) break;
        }

        return false;
    }

    private static bool HasRoot(ReadOnlySpan<char> html)
    {
        if (html.Contains("<app-root", StringComparison.OrdinalIgnoreCase)) return true;
        while (html.IndexOf("id=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            html = html[(at + 3)..];
            var value = html.TrimStart("\"'");
            var end = value.IndexOfAny("\"' >\n");
            if (end > 0 && Array.IndexOf(Roots, value[..end].ToString()) >= 0) return true;
        }

        return false;
    }

    private static string? Forward(ReadOnlySpan<char> html)
    {
        while (html.IndexOf("<meta", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            html = html[(at + 5)..];
            var tag = html.IndexOf('>') is >= 0 and var end ? html[..end] : html;
            if (!tag.Contains("refresh", StringComparison.OrdinalIgnoreCase) || tag.IndexOf("url=", StringComparison.OrdinalIgnoreCase) is not (>= 0 and var url)) continue;
            var target = tag[(url + 4)..].TrimStart("\"' ");
            target = target.IndexOfAny("\"'> ") is >= 0 and var close ? target[..close] : target;
            return target.IsEmpty ? null : target[..Math.Min(target.Length, 300)].ToString();
        }

        return null;
    }
}
