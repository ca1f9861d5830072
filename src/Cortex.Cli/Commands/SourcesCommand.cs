using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Import;
using Cortex.Contract.Sources;
using Cortex.Engine;

namespace Cortex.Cli.Commands;

/// <summary>Lists the folders that the library follows, and ends that.</summary>
internal static class SourcesCommand
{
    private const int Named = 50;

    public static Command Create()
    {
        var command = new Command("sources", "List the folders that the library follows. Names what was left out of each, and why.");
        command.Subcommands.Add(Forget());
        return command.OnEngine(Verb.JsonOption(), (_, engine, json, _) =>
        {
            var sources = engine.Folders.Status(json ? int.MaxValue : Named);
            if (json) Terminal.Json(new SourceList(sources), CortexJson.Wire.SourceList);
            else Print(sources);
            return Task.FromResult(ExitCode.Done);
        });
    }

    /// <summary>One source in two lines, as <c>cortex status</c> shows it.</summary>
    public static IEnumerable<string> Lines(SourceStatus source)
    {
        var gone = source.Vanished > 0 ? $", {source.Vanished:N0} gone" : "";
        yield return $"{Terminal.Clean(source.Path)}  {source.Files:N0} {(source.Files == 1 ? "file" : "files")}{gone}, {State(source)}";
        if (source.Skipped.Count > 0) yield return Terminal.Dim("  left out: " + Reasons(source.Skipped));
        if (source.Error is { } error) yield return Terminal.Red("  " + Terminal.Clean(error));
    }

    /// <summary>"12 hidden, 3 secret", the most frequent first.</summary>
    public static string Reasons(IReadOnlyDictionary<string, int> skipped) =>
        string.Join(", ", skipped.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value:N0} {Words(pair.Key)}"));

    public static string Words(string reason) => reason.Replace('_', ' ');

    private static Command Forget()
    {
        var path = new Argument<string>("folder") { Description = "A folder that was imported." };
        return new Command("forget", "Follow a folder no longer. What came from it stays in the library.") { path }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, _) =>
        {
            var folder = engine.Folders.Find(parsed.GetValue(path)!) ?? throw new CortexException(ErrorCode.NotFound, $"{parsed.GetValue(path)} is not followed. `cortex sources` lists what is.");
            await engine.Folders.RemoveAsync(folder.Id);
            if (json) Terminal.Json(new SourceList(engine.Folders.Status(0)), CortexJson.Wire.SourceList);
            else Terminal.Line($"{Terminal.Clean(folder.Path)} is followed no longer. Its items stay; `cortex import` follows it again.");
            return ExitCode.Done;
        });
    }

    private static void Print(IReadOnlyList<SourceStatus> sources)
    {
        if (sources.Count == 0) Terminal.Line("No folder is followed yet: cortex import FOLDER");
        foreach (var source in sources)
        {
            foreach (var line in Lines(source)) Terminal.Line(line);
            foreach (var file in source.SkippedFiles) Terminal.Line(Terminal.Dim($"    {Terminal.Clean(file.Path)}  ({Words(file.Reason)}){(file.Detail is { } detail ? "  " + Terminal.Clean(detail) : "")}"));
            if (source.Skipped.Values.Sum() > source.SkippedFiles.Count) Terminal.Line(Terminal.Dim("    … and more; --json names them all."));
        }
    }

    private static string State(SourceStatus source) => source.State switch
    {
        SourceState.Watched => "watched",
        SourceState.Polled => "looked through now and then",
        SourceState.Reading => "not read to its end yet",
        SourceState.Trouble => "in trouble",
        _ => $"as of {source.ScannedAt!.Value.ToLocalTime():yyyy-MM-dd HH:mm}",
    };
}
