using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Digests;

namespace Cortex.Cli.Commands;

internal static class DigestCommand
{
    private const int MostShown = 10;

    public static Command Create()
    {
        var weekly = new Option<bool>("--weekly") { Description = "Of last week and this one so far." };
        var again = new Option<bool>("--again") { Description = "Make it anew, with what has come since." };
        return new Command("digest", "What came in since yesterday, and what it has to do with. What you may have forgotten comes along. It is made when there is none of today.") { weekly, again }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var digest = await engine.Digests.MakeAsync(parsed.GetValue(weekly) ? DigestPeriod.Weekly : DigestPeriod.Daily, parsed.GetValue(again), cancellation);
            if (json) Terminal.Json(digest, CortexJson.Wire.LibraryDigest);
            else Print(digest);
            return ExitCode.Done;
        });
    }

    private static void Print(LibraryDigest digest)
    {
        var sections = digest.Sections;
        // The heading is the Markdown's first line.
        Terminal.Line(Terminal.Bold(Terminal.Clean(digest.Markdown.AsSpan().TrimStart("# ").ToString().Split('\n')[0])));
        Terminal.Line(Terminal.Clean(sections.Introduction));
        Section(sections.RecentTotal > sections.Recent.Count || sections.Recent.Count > MostShown ? $"New ({Math.Min(MostShown, sections.Recent.Count)} of {sections.RecentTotal:N0})" : "New", sections.Recent.Select(item => (item.Title, Note: item.ItemId)));
        Section("New connections", sections.Connections.Select(pair => ($"{pair.Title} — {pair.OtherTitle}", Note: pair.Reason)));
        Section("Forgotten gems", sections.Gems.Select(gem => (gem.Title, Note: $"saved {gem.CreatedAt.ToLocalTime():yyyy-MM-dd}, {gem.Reason}  {gem.ItemId}")));
        var titles = sections.Recent.ToDictionary(item => item.ItemId, item => item.Title);
        Section("Themes", sections.Themes.Select(theme => (theme.Label, Note: string.Join(", ", theme.ItemIds.Take(3).Select(id => titles.GetValueOrDefault(id)).OfType<string>()) + (theme.ItemIds.Count > 3 ? $" and {theme.ItemIds.Count - 3} more" : ""))));
        if (sections.RecentTotal > 0) Terminal.Line(Terminal.Dim($"\nMade {digest.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}; `cortex digest --again` makes it anew. `cortex open ID` opens an item."));
    }

    private static void Section(string heading, IEnumerable<(string Text, string Note)> lines)
    {
        var shown = lines.Take(MostShown).ToList();
        if (shown.Count == 0) return;
        Terminal.Line();
        Terminal.Line(Terminal.Bold(heading));
        foreach (var (text, note) in shown) Terminal.Line($"  {Terminal.Clean(text.Length == 0 ? "Untitled" : text)}  {Terminal.Dim(Terminal.Clean(note))}");
    }
}
