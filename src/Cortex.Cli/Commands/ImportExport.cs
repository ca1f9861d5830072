using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine;
using Cortex.Engine.Export;

namespace Cortex.Cli.Commands;

/// <summary>Brings back what <c>cortex export</c> wrote.</summary>
internal static class ImportExport
{
    private const int MaxNamed = 10;

    public static async Task<int> RunAsync(CortexEngine engine, IReadOnlyList<string> paths, bool dryRun, bool json, CancellationToken cancellation)
    {
        if (paths.Count > 1) throw new CortexException(ErrorCode.InvalidArgument, "An export of a library is imported by itself. Name nothing beside it.");
        var failedBefore = engine.Ledger.Status(jobs: 0).Failed;
        TakeoverReport report;
        await using (var progress = ProgressLine.Start(quiet: json))
        {
            if (!dryRun) engine.Runner.Start(everything: false);
            report = await engine.Takeover.ImportAsync(paths[0], dryRun, progress.Over<ExportProgress>(p => $"Reading {p.Items:N0} of {p.Total:N0} items"), cancellation);
            if (!dryRun) await Indexing.WaitAsync(engine, progress, everything: false, cancellation);
        }

        var import = report.Import with { Failed = Math.Max(0, engine.Ledger.Status(jobs: 0).Failed - failedBefore) };
        var left = dryRun ? null : BackgroundIndex.Leave(engine);
        if (json) Terminal.Json(import, CortexJson.Wire.ImportReport);
        else Print(report with { Import = import }, left);
        return ExitCode.Done;
    }

    private static void Print(TakeoverReport report, string? left)
    {
        var import = report.Import;
        Terminal.Line(import.DryRun
            ? $"An export of a library with {report.Items:N0} items; it can be read."
            : $"{import.Created:N0} new, {import.Updated:N0} changed, {import.Unchanged:N0} unchanged; found by words after {import.TookMs / 1000:0.0} s.");
        foreach (var skipped in import.SkippedFiles.Take(MaxNamed)) Terminal.Line(Terminal.Dim($"Left out: {Terminal.Clean(skipped.Path)}: {Terminal.Clean(skipped.Detail!)}"));
        if (import.SkippedFiles.Count > MaxNamed) Terminal.Line(Terminal.Dim($"… and {import.SkippedFiles.Count - MaxNamed:N0} more; `--json` names them all."));
        if (import.Failed > 0) Terminal.Line(Terminal.Red($"{import.Failed:N0} could not be processed; `cortex status` says why."));
        if (report.FollowedFolders.Count > 0) Terminal.Line($"That library followed {string.Join(", ", report.FollowedFolders.Take(MaxNamed).Select(folder => Terminal.Clean(folder)))}; `cortex import` with a folder follows it here.");
        if (report.Settings.Count > 0) Terminal.Line(Terminal.Dim($"It had settings of its own, which were not taken over: {string.Join(", ", report.Settings.Take(MaxNamed).Select(setting => Terminal.Clean(setting)))}."));
        if (left is not null) Terminal.Line(Terminal.Dim(left));
    }
}
