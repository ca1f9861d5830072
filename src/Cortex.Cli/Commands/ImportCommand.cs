using System.CommandLine;
using System.Diagnostics;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Engine;
using Cortex.Engine.Export;
using Cortex.Engine.Settings;
using Cortex.Engine.Sources;

namespace Cortex.Cli.Commands;

internal static class ImportCommand
{
    private const long MiB = 1024 * 1024;
    private const int MaxDuplicatesShown = 5;
    private const int MaxNamed = 10;

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Folders or files; - reads one text from standard input.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "List what would come in, and why the rest would not; change nothing." };
        var tags = new Option<string[]>("--tag") { Description = "Tag what comes in; may be given several times." };
        var fetch = new Option<bool>("--fetch") { Description = "Fetch the pages of the bookmarks in an export, politely, one after the other; again goes on where it stopped." };
        var wait = new Option<bool>("--wait") { Description = "Stay until all is found by its meaning as well, in place of leaving that to the background." };
        return new Command("import", "Bring in folders and files: Markdown, text, HTML, source code, PDF, DOCX, ODT, EPUB, e-mail, tables; and exports: bookmarks of any browser, Pocket, Karakeep, Readwise, Kindle clippings, Notion. Obeys .gitignore and .cortexignore; leaves out hidden files, dependencies and what looks like secrets.") { paths, dryRun, tags, fetch, wait }
            .OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
            {
                var named = parsed.GetValue(paths)!;
                if (named.Any(LibraryTakeover.IsExport)) return await ImportExport.RunAsync(engine, named, parsed.GetValue(dryRun), json, cancellation);
                var request = new ImportRequest { Paths = [.. named.Where(path => path != "-")], Tags = parsed.GetValue(tags) ?? [], DryRun = parsed.GetValue(dryRun), MaxFileBytes = engine.Settings.Int(BuiltInSettings.MaxFileMib) * MiB };
                var report = await ImportAsync(engine, request, named.Contains("-", StringComparer.Ordinal), json, parsed.GetValue(fetch), parsed.GetValue(wait), cancellation);
                var left = report.DryRun ? null : BackgroundIndex.Leave(engine);
                if (json) Terminal.Json(report, CortexJson.Wire.ImportReport);
                else Print(report, left);
                return ExitCode.Done;
            });
    }

    private static async Task<ImportReport> ImportAsync(CortexEngine engine, ImportRequest request, bool fromInput, bool json, bool fetch, bool wait, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        // Indexing begins while files are still being read.
        if (!request.DryRun) engine.Runner.Start(everything: wait);
        await using var progress = ProgressLine.Start(quiet: json);
        var failedBefore = request.DryRun ? 0 : engine.Ledger.Status(jobs: 0).Failed;
        var changed = new List<string>();
        var report = await engine.Importer.ImportAsync(request, progress.Over<ImportProgress>(p => $"Reading {p.Read:N0} files  {p.Current}"), cancellation, changed);
        if (fromInput && !request.DryRun)
        {
            using var input = Console.OpenStandardInput();
            using var buffer = new MemoryStream();
            await input.CopyToAsync(buffer, cancellation);
            var item = await engine.Importer.ImportTextAsync(buffer.ToArray(), request.Tags);
            changed.Add(item.Id);
            report = report with { Created = report.Created + 1, ItemIds = [.. report.ItemIds, item.Id] };
        }

        if (request.DryRun) return report;
        if (fetch) report = await FetchBookmarks.RunAsync(engine, request.Paths, report, changed, progress, cancellation);
        await Indexing.WaitAsync(engine, progress, everything: false, cancellation);
        report = engine.Duplicates.Report(report, changed) with { TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 1) };
        if (wait) await Indexing.WaitAsync(engine, progress, everything: true, cancellation);
        return report with { Failed = Math.Max(0, engine.Ledger.Status(jobs: 0).Failed - failedBefore) };
    }

    private static void Print(ImportReport report, string? left)
    {
        if (report.DryRun)
        {
            foreach (var file in report.Files) Terminal.Line(Terminal.Clean(file));
            foreach (var skipped in report.SkippedFiles) Terminal.Line(Terminal.Dim($"{Terminal.Clean(skipped.Path)}  ({SourcesCommand.Words(skipped.Reason)})"));
            Terminal.Line();
        }

        Terminal.Line(report.DryRun
            ? $"{Count(report.Files.Count, "file")} would come in."
            : $"{report.Created:N0} new, {report.Updated:N0} changed, {report.Moved:N0} moved, {report.Unchanged:N0} unchanged; found by words after {report.TookMs / 1000:0.0} s.");
        if (report.Fetched > 0) Terminal.Line($"{Count(report.Fetched, "page")} fetched.");
        if (report.Vanished > 0) Terminal.Line($"{Count(report.Vanished, "item")} whose file is gone; kept in the library.");
        if (LeftOut(report) is { } leftOut) Terminal.Line(leftOut + (report.DryRun ? "" : " `cortex sources` names them."));
        PrintUnread([.. report.SkippedFiles.Where(skipped => skipped.Detail is not null)]);
        if (report.Failed > 0) Terminal.Line(Terminal.Red($"{Count(report.Failed, "item")} could not be processed; `cortex status` says why."));
        PrintDuplicates(report);
        if (left is not null) Terminal.Line(Terminal.Dim(left));
        if (!report.DryRun && report.Created + report.Updated > 0) Terminal.Line(Terminal.Dim("Try: cortex search \"…\"   or   cortex ask \"…\""));
    }

    /// <summary>How many were left out and why; null when none was.</summary>
    public static string? LeftOut(ImportReport report) => report.Skipped.Count == 0 ? null : $"Left out: {SourcesCommand.Reasons(report.Skipped)}.";

    private static void PrintDuplicates(ImportReport report)
    {
        if (report.NearDuplicateCount == 0) return;
        var shown = report.NearDuplicates.Take(MaxDuplicatesShown).ToList();
        Terminal.Line($"{report.NearDuplicateCount:N0} {(report.NearDuplicateCount == 1 ? "looks like a copy" : "look like copies")} of what you have:");
        foreach (var pair in shown) Terminal.Line("  " + DuplicatesCommand.Line(pair));
        if (report.NearDuplicateCount > shown.Count) Terminal.Line($"  … and {report.NearDuplicateCount - shown.Count:N0} more: cortex duplicates");
    }

    // What could not be read is named at once: a dry run does not open documents.
    private static void PrintUnread(IReadOnlyList<SkippedFile> files)
    {
        if (files.FirstOrDefault(file => file.Reason == ErrorCode.NeedsPdftotext) is { } missing) Terminal.Line(missing.Detail!);
        var others = files.Where(file => file.Reason != ErrorCode.NeedsPdftotext).ToList();
        foreach (var file in others.Take(MaxNamed)) Terminal.Line(Terminal.Dim($"{Terminal.Clean(file.Path)}: {Terminal.Clean(file.Detail!)}"));
        if (others.Count > MaxNamed) Terminal.Line(Terminal.Dim($"… and {others.Count - MaxNamed:N0} more; `--json` names them all."));
    }

    private static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";
}
