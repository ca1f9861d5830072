using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Engine.Recovery;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file that `cortex backup` wrote." };
        var json = Verb.JsonOption();
        var command = new Command("restore", "Bring a backup back. The library of today is kept aside, and named.") { file, json };
        command.SetAction((parsed, _) => Verb.GuardAsync(parsed.GetValue(json), () =>
        {
            var report = Restoring.Restore(LibraryFolder.Default(), TimeProvider.System, parsed.GetValue(file)!);
            if (parsed.GetValue(json)) Terminal.Json(report, CortexJson.Wire.BackupReport);
            else Terminal.Line($"{report.Items:N0} items restored from {Terminal.Clean(report.File)}." + (report.SetAside is { } aside ? $"\nWhat was there before is in {Terminal.Clean(aside)}." : ""));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
