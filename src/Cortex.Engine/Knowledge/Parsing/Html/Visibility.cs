using AngleSharp.Dom;

namespace Cortex.Engine.Knowledge.Parsing.Html;

/// <summary>Whether an element is hidden by its own attributes; style sheets are not read.</summary>
internal static class Visibility
{
    public static bool IsHidden(IElement element)
    {
        if (element.Attributes.Length == 0)
        {
            return false;
        }

        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") is "true")
        {
            return true;
        }

        return (element.GetAttribute("style") is { } style && HidesByStyle(style))
            || (element.ClassName is { } classes && HidesByClass(classes));
    }

    private static bool HidesByStyle(string style)
    {
        foreach (var range in style.AsSpan().Split(';'))
        {
            var rule = style.AsSpan(range);
            var colon = rule.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            var name = rule[..colon].Trim();
            var value = rule[(colon + 1)..].Trim();
            if ((name.Equals("display", StringComparison.OrdinalIgnoreCase) && value.StartsWith("none", StringComparison.OrdinalIgnoreCase))
                || (name.Equals("visibility", StringComparison.OrdinalIgnoreCase) && value.StartsWith("hidden", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names by which frameworks show text to screen readers alone.</summary>
    private static bool HidesByClass(string classes)
    {
        foreach (var range in classes.AsSpan().SplitAny(' ', '\n', '\t'))
        {
            if (classes.AsSpan(range) is "sr-only" or "visually-hidden" or "visuallyhidden" or "screen-reader-text" or "a11y-hidden" or "screenreader-only" or "offscreen")
            {
                return true;
            }
        }

        return false;
    }
}
