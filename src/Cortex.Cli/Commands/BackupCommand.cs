using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Where to write it; replaced if it is there." };
        return new Command("backup", "Write the whole library into one file, while it is in use.") { file }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var report = Backup.Create(engine.Database, parsed.GetValue(file)!);
            if (json) Terminal.Json(report, CortexJson.Wire.BackupReport);
            else Terminal.Line($"{report.Items:N0} items, {report.SizeBytes / 1048576.0:0.0} MiB in {Terminal.Clean(report.File)}, verified.\n{Terminal.Dim($"content sha256 {report.ContentSha256}")}");
            return Task.FromResult(ExitCode.Done);
        });
    }
}
