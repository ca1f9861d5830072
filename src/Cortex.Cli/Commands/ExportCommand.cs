using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Export;
using Cortex.Engine.Export;

namespace Cortex.Cli.Commands;

internal static class ExportCommand
{
    private const int MaxNamed = 10;

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to write it: a folder that is not there, is empty, or holds an earlier export." };
        return new Command("export", "Write the whole library as files that any program reads: Markdown with front matter, the originals, highlights, and one JSON document with everything else. `cortex import` with that folder brings it back.") { folder }
            .OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
            {
                ExportReport report;
                await using (var line = ProgressLine.Start(quiet: json))
                {
                    var progress = new Progress(line);
                    report = await Task.Run(() => engine.Export.ToFolder(parsed.GetValue(folder)!, progress, cancellation), cancellation);
                }

                if (json) Terminal.Json(report, CortexJson.Wire.ExportReport);
                else Print(report);
                return ExitCode.Done;
            });
    }

    private static void Print(ExportReport report)
    {
        var trash = report.Trashed > 0 ? $" and {report.Trashed:N0} of the trash" : "";
        Terminal.Line($"{report.Items:N0} items{trash}, {report.Originals:N0} originals, {report.SizeBytes / 1048576.0:N1} MiB in {Terminal.Clean(report.Folder!)}.");
        foreach (var file in report.LeftOut.Take(MaxNamed)) Terminal.Line(Terminal.Dim($"Not copied: {Terminal.Clean(file.Path)} ({file.Reason.Replace('_', ' ')}); its text is there."));
        if (report.LeftOut.Count > MaxNamed) Terminal.Line(Terminal.Dim($"… and {report.LeftOut.Count - MaxNamed:N0} more; `--json` names them."));
    }

    private sealed class Progress(ProgressLine line) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => line.Show($"Writing {value.Items:N0} of {value.Total:N0} items", value.Total == 0 ? null : (double)value.Items / value.Total);
    }
}
