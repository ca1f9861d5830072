using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Serving;
using Cortex.Contract;
using Cortex.Contract.Items;
using Cortex.Contract.Processing;
using Cortex.Contract.Status;
using Cortex.Engine;
using Cortex.Engine.Jobs;

namespace Cortex.Cli.Commands;

internal static class StatusCommand
{
    private const int MaxSkipped = 1000;
    private const int MaxRequests = 100;

    public static Command Create()
    {
        var network = new Option<bool>("--network") { Description = "What left this machine instead: when, to whom, for what, how much." };
        return new Command("status", "Say what is stored, indexed, waiting and failed, and why.") { network }.OnEngine(Verb.JsonOption(), (parsed, engine, json, cancellation) =>
            parsed.GetValue(network) ? Task.FromResult(PrintNetwork(engine.Network.Report(MaxRequests), json)) : PrintAsync(engine, json, cancellation));
    }

    private static async Task<int> PrintAsync(CortexEngine engine, bool json, CancellationToken cancellation)
    {
        var running = await RunningBackend.FindAsync(engine.Database.Folder, cancellation);
        var report = new StatusReport(CortexVersion.Current, LibraryStatus.Of(engine.Database), engine.QueueStatus(jobs: 20), new BackendStatus(running is not null, running?.Url, running?.ProcessId),
            engine.Language.Notices(), engine.Folders.Status(json ? MaxSkipped : 0));
        if (json) Terminal.Json(report, CortexJson.Wire.StatusReport);
        else Print(report);
        return ExitCode.Done;
    }

    private static int PrintNetwork(NetworkReport report, bool json)
    {
        if (json)
        {
            Terminal.Json(report, CortexJson.Wire.NetworkReport);
            return ExitCode.Done;
        }

        Terminal.Line($"{Terminal.Bold("Network")}   {(report.Total == 0 ? "none: nothing has left this machine" : $"{report.Total:N0} requests left this machine{(report.Total > report.Requests.Count ? $"; the newest {report.Requests.Count:N0}" : "")}")}");
        foreach (var request in report.Requests)
            Terminal.Line($"          {request.At:yyyy-MM-dd HH:mm:ss}  {Terminal.Clean(request.Host)}  {Terminal.Clean(request.Purpose)}  {request.Sent:N0} bytes sent, {request.Received:N0} received{(request.Status is { } status ? $", status {status}" : ", no answer")}");
        return ExitCode.Done;
    }

    private static string Describe(PowerStatus power) => (power.Charge is { } charge ? $"{charge} %; " : "") + power.Pace switch
    {
        Pace.Gentle => "the background takes a quarter of the time (setting on_battery)",
        Pace.Rest => "the background waits for the plug (setting on_battery)",
        _ => "the background works as ever (setting on_battery)",
    };

    private static void Print(EmbeddingStatus embedding)
    {
        if (embedding.Model is null && embedding.Waiting == 0) return;
        var left = embedding.Waiting == 0 ? "all embedded" : $"{embedding.Waiting:N0} items to go{(embedding.SecondsLeft is { } seconds ? $", about {BackgroundIndex.Span(TimeSpan.FromSeconds(seconds))}" : "")}";
        Terminal.Line($"{Terminal.Bold("Meaning")}   {left}{(embedding.Model is { } model ? $" ({Terminal.Clean(model)})" : "")}");
        if (embedding.Rebuild is { } rebuild)
            Terminal.Line($"          being made anew by {Terminal.Clean(rebuild.Model)}: {rebuild.Done:N0} of {rebuild.Total:N0} passages, about {BackgroundIndex.Span(TimeSpan.FromSeconds(rebuild.SecondsLeft))}; `cortex models cancel` stops it");
        if (embedding.Trouble is { } trouble) Terminal.Line(Terminal.Red($"          {Terminal.Clean(trouble)}"));
    }

    private static void Print(StatusReport report)
    {
        var queue = report.Queue;
        Terminal.Line($"{Terminal.Bold("Library")}   {Terminal.Clean(report.Database.DataFolder)}");
        Terminal.Line($"          {report.Database.Items:N0} items, {report.Database.Chunks:N0} passages, {report.Database.Trashed:N0} in the trash, {(report.Database.SizeBytes + report.Database.WalBytes) / 1048576.0:0.0} MiB on disk");
        var words = queue.Stages[Stage.Words];
        Terminal.Line($"{Terminal.Bold("Words")}     {words.Done + words.Skipped:N0} of {queue.Total:N0} items found, {words.Waiting + words.Running:N0} waiting, {queue.Failed:N0} failed{(queue.Skipped > 0 ? $", {queue.Skipped:N0} left out" : "")}");
        if (queue.Pending + queue.Processing > 0) Terminal.Line(queue.Pause is { Paused: true } pause ? $"          {PauseCommand.Describe(pause)}" : queue.RunnerActive ? "          being worked on now" : "          nobody works on it: run `cortex index` or `cortex serve`");
        else if (queue.Pause is { Paused: true } rests) Terminal.Line($"          {PauseCommand.Describe(rests)}");
        if (queue.Embedding is { } embedding) Print(embedding);
        foreach (var (source, index) in report.Sources.Select((source, index) => (source, index)))
        {
            foreach (var (line, n) in SourcesCommand.Lines(source).Select((line, n) => (line, n))) Terminal.Line($"{(index + n == 0 ? Terminal.Bold("Folders") + "   " : "          ")}{line}");
        }

        if (queue.Power is { OnBattery: true } power) Terminal.Line($"{Terminal.Bold("Battery")}   {Describe(power)}");
        Terminal.Line($"{Terminal.Bold("Server")}    {(report.Backend.Running ? $"{report.Backend.Url} (process {report.Backend.ProcessId})" : "not running; `cortex serve` starts it")}");
        Terminal.Line($"{Terminal.Bold("Version")}   {report.Version}, schema {report.Database.SchemaVersion}, SQLite {report.Database.SqliteVersion}");
        foreach (var notice in report.Notices) Terminal.Line($"{Terminal.Bold("Note")}      {Terminal.Clean(notice.Message)}");
        var failed = queue.Jobs.Where(job => job.Status == StageStatus.Failed).ToList();
        if (failed.Count == 0) return;
        Terminal.Line();
        Terminal.Line(Terminal.Red("Failed") + Terminal.Dim("  (`cortex retry` tries again)"));
        foreach (var job in failed) Terminal.Line($"  {Terminal.Clean(job.Title)}  {Terminal.Dim(job.ItemId)}\n    {Terminal.Clean(job.Reason ?? "")}");
    }
}
