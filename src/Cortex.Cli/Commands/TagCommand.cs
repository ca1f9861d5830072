using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine;

namespace Cortex.Cli.Commands;

internal static class TagCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("words") { Description = "Items, by number or id, then tags: +work or work to add it, -old to take it off.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("tag", "Put tags on items and take them off; alone, list all tags. As in `cortex tag 1 3 +work -old`.") { words };
        command.Aliases.Add("tags");
        return command.OnEngine(Verb.JsonOption(), async (parsed, engine, json, _) =>
        {
            var given = parsed.GetValue(words) ?? [];
            if (given.Length == 0)
            {
                PrintAll(engine.Tags.List(), json);
                return ExitCode.Done;
            }

            // Items come first; what is written otherwise, and all after it, is a tag.
            var items = given.TakeWhile(ItemReference.IsOne).ToList();
            var tags = given.Skip(items.Count).ToList();
            if (items.Count == 0) throw new CortexException(ErrorCode.InvalidArgument, $"Name the items first, by number or id: `cortex tag 1 {tags[0]}`.");
            if (tags.Count == 0) throw new CortexException(ErrorCode.InvalidArgument, $"Say which tags: `cortex tag {string.Join(' ', items)} +work -old`. A tag that looks like a number or an id needs its + or -.");
            var references = ItemReference.ResolveAll(engine, items);
            await engine.Tags.ChangeAsync([.. references.Select(item => item.ItemId)], [.. Names(tags, add: true)], [.. Names(tags, add: false)]);
            Print([.. references.Select(item => engine.Items.Get(item.ItemId))], json);
            return ExitCode.Done;
        });
    }

    private static IEnumerable<string> Names(IEnumerable<string> tags, bool add)
    {
        foreach (var tag in tags)
        {
            var removes = tag.StartsWith('-');
            var name = (removes || tag.StartsWith('+') ? tag[1..] : tag).TrimStart('#').Trim();
            if (name.Length == 0) throw new CortexException(ErrorCode.InvalidArgument, $"“{tag}” names no tag.");
            if (removes != add) yield return name;
        }
    }

    private static void Print(IReadOnlyList<Item> items, bool json)
    {
        if (json)
        {
            Terminal.Json(new TaggedItems([.. items.Select(item => new TaggedItem(item.Id, item.Tags))]), CortexJson.Wire.TaggedItems);
            return;
        }

        foreach (var item in items) Terminal.Line($"“{Terminal.Clean(item.Title)}”  {(item.Tags.Count == 0 ? Terminal.Dim("no tags") : string.Join(' ', item.Tags.Select(tag => "#" + Terminal.Clean(tag))))}");
    }

    private static void PrintAll(IReadOnlyList<TagCount> tags, bool json)
    {
        if (json) Terminal.Json(new TagList(tags), CortexJson.Wire.TagList);
        else if (tags.Count == 0) Terminal.Line("There are no tags yet. `cortex tag 1 +work` tags the first hit of the last search.");
        else foreach (var tag in tags) Terminal.Line($"{tag.Items,7:N0}  {Terminal.Clean(tag.Tag)}");
    }
}
