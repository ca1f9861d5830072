using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Sources.Web;

namespace Cortex.Cli.Commands;

internal static class AddCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("text") { Description = "The note, or the addresses of web pages; - reads a note from standard input.", Arity = ArgumentArity.OneOrMore };
        var title = new Option<string?>("--title") { Description = "Its title; taken from the text or the page unless said." };
        var tags = new Option<string[]>("--tag") { Description = "Tag it; may be given several times." };
        return new Command("add", "Keep a quick note, or the web page at an address.") { words, title, tags }.OnEngine(Verb.JsonOption(), (parsed, engine, json, cancellation) =>
        {
            var given = parsed.GetValue(words)!;
            // Addresses and nothing else are pages; an address among words belongs to a note.
            return given.All(WebAddress.IsOne)
                ? AddPages.RunAsync(engine, given, parsed.GetValue(title), parsed.GetValue(tags) ?? [], json, cancellation)
                : AddNoteAsync(engine, string.Join(' ', given), parsed.GetValue(title), parsed.GetValue(tags), json, cancellation);
        });
    }

    private static async Task<int> AddNoteAsync(CortexEngine engine, string text, string? title, string[]? tags, bool json, CancellationToken cancellation)
    {
        if (text == "-") text = await Console.In.ReadToEndAsync(cancellation);
        if (string.IsNullOrWhiteSpace(text)) throw new CortexException(ErrorCode.InvalidArgument, "There is nothing to keep: the note is empty.");
        var item = await engine.Items.CreateAsync(new CreateItemRequest { Content = text, Title = title, Tags = tags, Source = "cli" });
        // Kept already; now made findable, unless a server does that.
        await engine.Runner.TryDrainAsync(cancellation);
        BackgroundIndex.Leave(engine);
        item = engine.Items.Get(item.Id);
        if (json) Terminal.Json(item, CortexJson.Wire.Item);
        else Print(item);
        return ExitCode.Done;
    }

    private static void Print(Item item)
    {
        Terminal.Line($"Kept “{Terminal.Clean(item.Title)}”  {Terminal.Dim(item.Id)}");
        if (item.NearDuplicates is [var copy, ..]) Terminal.Line($"It looks like a copy of “{Terminal.Clean(copy.Title)}” ({DuplicatesCommand.Percent(copy.Similarity)}).");
    }
}
