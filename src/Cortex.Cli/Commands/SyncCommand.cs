using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Sources;
using Cortex.Engine;
using Cortex.Engine.Sources;
using Cortex.Engine.Sources.Folders;

namespace Cortex.Cli.Commands;

/// <summary>Brings the library in step with the folders that were imported.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("folder") { Description = "Folders that were imported before; all of them unless said.", Arity = ArgumentArity.ZeroOrMore };
        return new Command("sync", "Look through the imported folders again: what is new comes in, what changed is updated, what is gone is marked and kept.") { paths }
            .OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
            {
                var folders = Named(engine, parsed.GetValue(paths) ?? []);
                if (folders.Count == 0 && !json) Terminal.Line("No folder has been imported yet: cortex import FOLDER");
                var report = await SyncAsync(engine, folders, json, cancellation);
                var left = BackgroundIndex.Leave(engine);
                if (json) Terminal.Json(report, CortexJson.Wire.SyncReport);
                else foreach (var source in report.Sources) Print(source);
                if (!json && left is not null) Terminal.Line(Terminal.Dim(left));
                return report.Sources.Any(source => source.Error is not null) ? ExitCode.Failed : ExitCode.Done;
            });
    }

    private static List<FollowedFolder> Named(CortexEngine engine, string[] paths) => paths.Length == 0 ? [.. engine.Folders.All()]
        : [.. paths.Select(path => engine.Folders.Find(path) ?? throw new CortexException(ErrorCode.NotFound, $"{path} has not been imported. `cortex import {path}` does that; `cortex status` names the folders that have."))];

    private static async Task<SyncReport> SyncAsync(CortexEngine engine, List<FollowedFolder> folders, bool json, CancellationToken cancellation)
    {
        // Indexing begins while files are still being read.
        engine.Runner.Start(everything: false);
        await using var progress = ProgressLine.Start(quiet: json);
        var sources = new List<SyncedSource>();
        foreach (var folder in folders)
        {
            try
            {
                sources.Add(new SyncedSource(folder.Path, await engine.Folders.SyncAsync(folder, progress.Over<ImportProgress>(p => $"Looking through {folder.Path}  {p.Read:N0} files"), cancellation), Error: null));
            }
            catch (CortexException error) when (error.Code == ErrorCode.FileNotReadable)
            {
                sources.Add(new SyncedSource(folder.Path, Report: null, error.Message));
            }
        }

        await Indexing.WaitAsync(engine, progress, everything: false, cancellation);
        return new SyncReport(sources);
    }

    private static void Print(SyncedSource source)
    {
        if (source.Report is not { } report)
        {
            Terminal.Error(source.Error!);
            return;
        }

        Terminal.Line($"{Terminal.Bold(Terminal.Clean(source.Path))}  {Changes(report)}");
        if (ImportCommand.LeftOut(report) is { } left) Terminal.Line(Terminal.Dim("  " + left));
    }

    private static string Changes(ImportReport report)
    {
        (int Count, string Word)[] parts = [(report.Created, "new"), (report.Updated, "changed"), (report.Moved, "moved"), (report.Vanished, "gone"), (report.Unchanged, "unchanged")];
        var said = parts.Where(part => part.Count > 0).Select(part => $"{part.Count:N0} {part.Word}").ToList();
        return said.Count == 0 ? "nothing in it" : string.Join(", ", said);
    }
}
