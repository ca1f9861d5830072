using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Engine;

namespace Cortex.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create()
    {
        var named = new Argument<string>("item") { Description = "Its number in the last list or search, its id, or a part of its id." };
        var full = new Option<bool>("--full") { Description = "All of its text, in place of the passage and what stands around it." };
        return new Command("show", "Print a hit with its passage in context, or any item.") { named, full }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var reference = ItemReference.Resolve(engine, parsed.GetValue(named)!);
            var item = engine.Items.Get(reference.ItemId);
            var path = engine.Items.SourceOf(item.Id).Path;
            var place = ShownPlace.Of(item, reference.Result);
            if (json) Terminal.Json(new ItemView(item, path, place?.View(item.Blocks)), CortexJson.Wire.ItemView);
            else Pager.Show(Lines(item, path, place, parsed.GetValue(full)));
            return Task.FromResult(ExitCode.Done);
        });
    }

    /// <summary>What a person reads of an item: what it is, where it comes from, its text.</summary>
    public static IReadOnlyList<string> Lines(Item item, string? path, ShownPlace? place, bool full)
    {
        List<string> lines = [Terminal.Bold(Terminal.Clean(item.Title))];
        if (Origin(item, path, place) is { Length: > 0 } origin) lines.Add(origin);
        lines.Add(Terminal.Dim(About(item)));
        if (item.VanishedAt is { } vanished) lines.Add(Terminal.Red($"Its file is gone since {vanished.ToLocalTime():yyyy-MM-dd}; this is the library's copy."));
        lines.AddRange(Changed(place));
        if (place is null && item.Extraction is { } extraction) lines.AddRange(Understood(extraction));
        lines.Add("");
        if (item.Text.Length == 0) lines.Add(Terminal.Dim(item.Error is { } error ? Terminal.Clean(error) : item.Content.Length == 0 ? "It has no text." : "It has not been read yet; `cortex index` does that."));
        else lines.AddRange(TextRows.Of(item, place?.Focus, place?.Marks ?? [], full, Terminal.Width));
        return lines;
    }

    private static string Origin(Item item, string? path, ShownPlace? place)
    {
        var page = place?.View(item.Blocks).Page is { } number ? $", p. {number}" : "";
        var origin = string.Join("  ", ((string?[])[path, item.SourceUrl]).OfType<string>().Select(text => Terminal.Clean(text)));
        return origin.Length > 0 ? origin + page : page.TrimStart(',', ' ');
    }

    private static string About(Item item)
    {
        var tags = string.Concat(item.Tags.Select(tag => " #" + Terminal.Clean(tag)));
        var dates = $"{item.CreatedAt.ToLocalTime():yyyy-MM-dd}{(item.UpdatedAt.Date > item.CreatedAt.Date ? $", changed {item.UpdatedAt.ToLocalTime():yyyy-MM-dd}" : "")}";
        return $"{WireName.Of(item.ContentType)}  {dates}{(item.Starred ? "  ★" : "")}{(tags.Length > 0 ? " " + tags : "")}  {item.Id}";
    }

    private static IEnumerable<string> Understood(ItemExtraction extraction)
    {
        if (extraction.Summary.Count > 0) yield return Terminal.Cut(Terminal.Clean(string.Join(' ', extraction.Summary.Select(sentence => sentence.Text)).ReplaceLineEndings(" ")), 4 * Terminal.Width);
        if (extraction.Concepts.Count > 0) yield return Terminal.Dim(Terminal.Clean(string.Join(" · ", extraction.Concepts.Take(8).Select(concept => concept.Phrase))));
    }

    private static IEnumerable<string> Changed(ShownPlace? place)
    {
        if (place?.State == PassageState.FoundAgain) yield return Terminal.Dim("It has changed since; the passage is still in it.");
        if (place?.State != PassageState.ChangedSince) yield break;
        yield return Terminal.Red("Changed since: this passage is not in it any more.");
        yield return Terminal.Dim("  " + Terminal.Cut(Terminal.Clean(place.Quote), 4 * Terminal.Width));
    }
}
