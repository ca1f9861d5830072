using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine;
using Cortex.Engine.Recovery;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class RestoreCommand
{
    public static Command Create()
    {
        var what = new Argument<string[]>("what") { Description = "A file that `cortex backup` wrote: the whole library becomes what it was then. Or items in the trash, by number (`cortex list --trash`) or id.", Arity = ArgumentArity.OneOrMore };
        var json = Verb.JsonOption();
        var command = new Command("restore", "Bring items back from the trash, or a library from a backup.") { what, json };
        command.SetAction((parsed, cancellation) => Verb.GuardAsync(parsed.GetValue(json), () =>
        {
            var named = parsed.GetValue(what)!;
            var file = named.FirstOrDefault(IsFile);
            return file is null ? RestoreItemsAsync(named, parsed.GetValue(json), cancellation)
                : named.Length == 1 ? Task.FromResult(RestoreBackup(file, parsed.GetValue(json)))
                : throw new CortexException(ErrorCode.InvalidArgument, $"{file} is a backup to bring the whole library back from; name it alone.");
        }));
        return command;
    }

    // What is written like an item and is the name of a file here as well is asked back: a backup takes the place of everything.
    private static bool IsFile(string named)
    {
        if (!ItemReference.IsOne(named)) return true;
        return !File.Exists(named) ? false
            : throw new CortexException(ErrorCode.InvalidArgument, $"“{named}” may be an item, and there is a file of that name here. Write {Path.Combine(".", named)} for the file; for the item, go to another folder.");
    }

    private static int RestoreBackup(string file, bool json)
    {
        var report = Restoring.Restore(LibraryFolder.Default(), TimeProvider.System, file);
        if (json) Terminal.Json(report, CortexJson.Wire.BackupReport);
        else Terminal.Line($"{report.Items:N0} items restored from {Terminal.Clean(report.File)}." + (report.SetAside is { } aside ? $"\nWhat was there before is in {Terminal.Clean(aside)}." : ""));
        return ExitCode.Done;
    }

    private static async Task<int> RestoreItemsAsync(IReadOnlyList<string> named, bool json, CancellationToken cancellation)
    {
        await using var engine = CortexEngine.Open(LibraryFolder.Default(), TimeProvider.System, "restore");
        var restored = new List<Item>();
        foreach (var item in ItemReference.ResolveAll(engine, named, trashed: true)) restored.Add(await engine.Items.RestoreAsync(item.ItemId));
        // Found again at once, unless a server does that.
        await engine.Runner.TryDrainAsync(cancellation);
        BackgroundIndex.Leave(engine);
        if (json) Terminal.Json(new MovedItems([.. restored.Select(item => item.Id)]), CortexJson.Wire.MovedItems);
        else foreach (var item in restored) Terminal.Line($"Back: “{Terminal.Clean(item.Title)}”  {Terminal.Dim(item.Id)}");
        return ExitCode.Done;
    }
}
