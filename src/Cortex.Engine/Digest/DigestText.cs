using System.Globalization;
using System.Text;
using Cortex.Contract.Digests;

namespace Cortex.Engine.Digest;

/// <summary>A digest in words. A section without anything in it is left out.</summary>
internal static class DigestText
{
    private const int ShownRecent = 15;

    /// <summary>What is counted, where no model wrote.</summary>
    public static string Introduction(DigestPeriod period, long recent, IReadOnlyList<DigestTheme> themes, long library)
    {
        var since = period switch { DigestPeriod.Daily => "since yesterday", DigestPeriod.Weekly => "since last week", _ => "in the last seven days" };
        if (library == 0) return "Your library is empty. What you keep turns up here: `cortex import FOLDER` or `cortex add` brings something in.";
        if (recent == 0) return $"Nothing new {since}.";
        var count = recent == 1 ? "One thing came in" : $"{recent.ToString("N0", CultureInfo.InvariantCulture)} things came in";
        return themes.Count == 0 ? $"{count} {since}." : $"{count} {since}, much of it about {string.Join(" and ", themes.Take(2).Select(theme => theme.Label))}.";
    }

    /// <summary>Why something is there.</summary>
    public static string Reason(DigestReasonKind kind, IReadOnlyList<string> names) => kind switch
    {
        DigestReasonKind.LinksTo => "links to it",
        DigestReasonKind.LinkedFrom => "is linked from it",
        DigestReasonKind.SharedNames => $"names {string.Join(" and ", names)} too",
        DigestReasonKind.LikeRecent => $"like “{names[0]}”",
        DigestReasonKind.Asked => $"you asked “{names[0]}”",
        _ => "says something like it",
    };

    public static string Markdown(DigestPeriod period, DateOnly from, DateOnly last, DigestSections sections, Func<string, string> titleOf)
    {
        var text = new StringBuilder($"# {Heading(period, from, last)}\n\n{Escaped(sections.Introduction)}\n");
        if (sections.Recent.Count > 0)
        {
            Section(text, $"New ({sections.RecentTotal.ToString("N0", CultureInfo.InvariantCulture)})", sections.Recent.Take(ShownRecent).Select(item => Link(item.Title, item.ItemId)));
            if (sections.RecentTotal > ShownRecent) text.Append(CultureInfo.InvariantCulture, $"\n…and {sections.RecentTotal - Math.Min(ShownRecent, sections.Recent.Count):N0} more.\n");
        }

        Section(text, "New connections", sections.Connections.Select(one => $"{Link(one.Title, one.ItemId)} — {Link(one.OtherTitle, one.OtherId)}: {one.Reason}"));
        Section(text, "Forgotten gems", sections.Gems.Select(gem => $"{Link(gem.Title, gem.ItemId)}, saved {Day(DateOnly.FromDateTime(gem.CreatedAt))}: {Escaped(gem.Reason ?? "")}"));
        Section(text, "Themes", sections.Themes.Select(theme => $"**{Escaped(theme.Label)}**: {string.Join(", ", theme.ItemIds.Take(ShownRecent).Select(id => Link(titleOf(id), id)))}"));
        return text.ToString();
    }

    public static string Heading(DigestPeriod period, DateOnly from, DateOnly last) => period switch
    {
        DigestPeriod.Daily => $"Your day, {last.ToString("dddd", CultureInfo.InvariantCulture)} {Day(last)}",
        DigestPeriod.Weekly => $"Your week, {Day(from)} to {Day(last)}",
        _ => $"Your library, {Day(from)} to {Day(last)}",
    };

    private static void Section(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n");
        foreach (var line in all) text.Append("- ").Append(line).Append('\n');
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Link(string title, string id) => $"[{Escaped(title.Length == 0 ? "Untitled" : title)}](/items/{Uri.EscapeDataString(id)})";

    // A title is text, whatever it holds.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\\' or '[' or ']' or '*' or '_' or '<' or '>' or '#' or '!' or '|') escaped.Append('\\');
            escaped.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return escaped.ToString();
    }
}
