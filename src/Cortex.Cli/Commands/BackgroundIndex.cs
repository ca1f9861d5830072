using System.Diagnostics;
using Cortex.Cli.Output;
using Cortex.Cli.Platform;
using Cortex.Engine;
using Cortex.Engine.Jobs;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

/// <summary>Leaves what takes longer to a process in the background, <c>cortex index --background</c>, where no other is at it.</summary>
internal static class BackgroundIndex
{
    public const string Option = "--background";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // As long as the one that started it may take to end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts it when something is left to do; null when nothing is, else what to say about it.</summary>
    public static string? Leave(CortexEngine engine)
    {
        var embedding = engine.QueueStatus(jobs: 0).Embedding;
        if (embedding is null or { Waiting: 0, Rebuild: null })
        {
            // What is left of the rest takes moments: it is not worth telling of.
            if (Indexing.IsLeft(engine) && !engine.Pause.Of().Paused && engine.Settings.Int(BuiltInSettings.BackgroundIndex) != 0) Start();
            return null;
        }

        if (engine.Pause.Of() is { Paused: true } pause) return $"Found by meaning as well later. {PauseCommand.Describe(pause)}";
        var left = embedding.SecondsLeft + (embedding.Rebuild?.SecondsLeft ?? 0);
        var time = left is null ? "" : $" in about {Span(TimeSpan.FromSeconds(left.Value))}";
        if (engine.Settings.Int(BuiltInSettings.BackgroundIndex) == 0) return $"Found by meaning as well{(left is null ? "" : $", {time.Trim()},")} once `cortex index` or `cortex serve` runs.";
        Start();
        return $"Found by meaning as well{time}; that goes on in the background.";
    }

    /// <summary>What the process in the background does.</summary>
    public static async Task<int> RunAsync(CortexEngine engine, CancellationToken cancellation)
    {
        OwnSession.Enter();
        var waited = Stopwatch.StartNew();
        engine.Runner.Start();
        while (Indexing.IsLeft(engine) && File.Exists(engine.Database.Folder.Database))
        {
            // Without an end there is nothing to stay for: who resumes it begins anew.
            if (engine.Pause.Of() is { Paused: true, Until: null }) break;
            if (engine.Runner.IsWorking) waited.Restart();
            if ((engine.Runner.Trouble ?? engine.Runner.BackgroundTrouble) is CortexException trouble) throw trouble;
            // Another is at it, a server for one.
            if (waited.Elapsed > Patience && JobRunner.IsActive(engine.Database.Folder)) break;
            await Task.Delay(Look, cancellation);
        }

        return ExitCode.Done;
    }

    public static string Span(TimeSpan time) => time.TotalSeconds < 10 ? "a few seconds" : time.TotalSeconds < 90 ? $"{time.TotalSeconds:0} s" : time.TotalMinutes < 90 ? $"{time.TotalMinutes:0} min" : $"{time.TotalHours:0.0} h";

    private static void Start()
    {
        var executable = Environment.ProcessPath;
        if (executable is null) return;
        var start = OwnSession.Start(executable);
        // Run by the dotnet command, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("index");
        start.ArgumentList.Add(Option);
        try
        {
            Process.Start(start)?.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // `cortex status` says that nobody works on it, and what to run.
        }
    }
}
