using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Items;

namespace Cortex.Cli.Commands;

internal static class AddCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("text") { Description = "The note; - reads it from standard input.", Arity = ArgumentArity.OneOrMore };
        var title = new Option<string?>("--title") { Description = "Its title; taken from the text unless said." };
        var tags = new Option<string[]>("--tag") { Description = "Tag it; may be given several times." };
        return new Command("add", "Keep a quick note.") { words, title, tags }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var text = string.Join(' ', parsed.GetValue(words)!);
            if (text == "-") text = await Console.In.ReadToEndAsync(cancellation);
            if (string.IsNullOrWhiteSpace(text)) throw new Engine.CortexException(Contract.Errors.ErrorCode.InvalidArgument, "There is nothing to keep: the note is empty.");
            var item = await engine.Items.CreateAsync(new CreateItemRequest { Content = text, Title = parsed.GetValue(title), Tags = parsed.GetValue(tags), Source = "cli" });
            // Kept already; now made findable, unless a server does that.
            await engine.Runner.TryDrainAsync(cancellation);
            BackgroundIndex.Leave(engine);
            item = engine.Items.Get(item.Id);
            if (json) Terminal.Json(item, CortexJson.Wire.Item);
            else Print(item);
            return ExitCode.Done;
        });
    }

    private static void Print(Item item)
    {
        Terminal.Line($"Kept “{Terminal.Clean(item.Title)}”  {Terminal.Dim(item.Id)}");
        if (item.NearDuplicates is [var copy, ..]) Terminal.Line($"It looks like a copy of “{Terminal.Clean(copy.Title)}” ({DuplicatesCommand.Percent(copy.Similarity)}).");
    }
}
