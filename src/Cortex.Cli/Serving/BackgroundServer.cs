using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cortex.Cli.Output;
using Cortex.Cli.Platform;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Serving;

/// <summary>A server in a process of its own that outlives the terminal: started, and stopped.</summary>
internal static class BackgroundServer
{
    /// <summary>What the process that serves is started with.</summary>
    public const string Detached = "--detached";

    // An upgrade of a large library, with its backup, takes long.
    private static readonly TimeSpan UntilReady = TimeSpan.FromMinutes(2), UntilStopped = TimeSpan.FromSeconds(15), UntilFound = TimeSpan.FromSeconds(20), Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Where its log is.</summary>
    public static string LogOf(LibraryFolder folder) => Path.Combine(folder.Logs, "serve.log");

    /// <summary>The one that runs already, once it answers: it may have been started a moment ago, on a machine that is busy.</summary>
    /// <exception cref="CortexException">it runs, and does not answer</exception>
    public static async Task<RunningBackend?> FindAsync(LibraryFolder folder, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (await RunningBackend.FindAsync(folder, cancellation) is { } running) return running;
            if (RunningProcesses.Of(folder, CortexEngine.ServeVerb) is not [var id, ..]) return null;
            if (waited.Elapsed > UntilFound) throw new CortexException(ErrorCode.Unavailable, $"A server of this library runs (process {id}) but does not answer. `cortex serve --stop` stops it.");
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="options">Passed on, as they were given.</param>
    /// <exception cref="CortexException">it ended at once, with what it said, or does not answer</exception>
    public static async Task<ServeReport> StartAsync(LibraryFolder folder, IEnumerable<string> options, CancellationToken cancellation)
    {
        var executable = Environment.ProcessPath ?? throw new CortexException(ErrorCode.Internal, "This program does not know its own path. `cortex serve` runs the server here.");
        var start = OwnSession.Start(executable);
        // Run by the dotnet command, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in (string[])["serve", Detached, "--json", .. options]) start.ArgumentList.Add(argument);
        // It keeps no folder busy that somebody may want to unmount or delete.
        start.WorkingDirectory = folder.Root;
        start.Environment[LibraryFolder.HomeVariable] = folder.Root;
        start.CreateNoWindow = true;
        using var process = Process.Start(start) ?? throw new CortexException(ErrorCode.Internal, "The server could not be started.");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(UntilReady);
        try
        {
            var said = await ReadDocumentAsync(process.StandardOutput, patience.Token);
            if (Report(said) is not { } report) throw Failed(said, await errors);
            while (await RunningBackend.FindAsync(folder, patience.Token) is not { IsReady: true })
            {
                if (process.HasExited) throw Failed(said: "", await errors);
                await Task.Delay(Look, patience.Token);
            }

            return report;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CortexException(ErrorCode.Unavailable, $"The server was started (process {process.Id}) but has not answered within {UntilReady.TotalMinutes:0} minutes. {LogOf(folder)} may say why; `cortex serve --stop` stops it.");
        }
    }

    /// <summary>In the process that serves, once it is ready: nobody listens to what it prints any more.</summary>
    public static void LogTo(LibraryFolder folder)
    {
        var log = TextWriter.Synchronized(new BoundedLog(LogOf(folder)));
        Console.SetOut(log);
        Console.SetError(log);
    }

    /// <summary>Stops every server of this library; returns the ids of their processes.</summary>
    /// <exception cref="CortexException">one does not stop</exception>
    public static async Task<IReadOnlyList<int>> StopAsync(LibraryFolder folder, CancellationToken cancellation)
    {
        var servers = RunningProcesses.Of(folder, CortexEngine.ServeVerb);
        foreach (var id in servers) Signals.TryTerminate(id);
        var waited = Stopwatch.StartNew();
        while (RunningProcesses.Of(folder, CortexEngine.ServeVerb).Intersect(servers).ToList() is { Count: > 0 } left)
        {
            if (waited.Elapsed > UntilStopped) throw new CortexException(ErrorCode.Unavailable, $"The server (process {left[0]}) was asked to stop and has not within {UntilStopped.TotalSeconds:0} s.");
            await Task.Delay(Look, cancellation);
        }

        return servers;
    }

    private static async Task<string> ReadDocumentAsync(StreamReader output, CancellationToken cancellation)
    {
        var document = new StringBuilder();
        while (await output.ReadLineAsync(cancellation) is { } line)
        {
            document.AppendLine(line);
            if (line == "}") break;
        }

        return document.ToString();
    }

    private static ServeReport? Report(string said)
    {
        try
        {
            return JsonSerializer.Deserialize(said, CortexJson.Default.ServeReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CortexException Failed(string said, string errors)
    {
        try
        {
            if (JsonSerializer.Deserialize(said, CortexJson.Default.Problem) is { } problem) return new CortexException(problem.Code, problem.Detail ?? problem.Title);
        }
        catch (JsonException)
        {
            // It ended without a word on why, or told it on standard error.
        }

        var told = errors.Trim();
        return new CortexException(ErrorCode.Unavailable, $"The server ended at once. {(told.StartsWith("cortex: ", StringComparison.Ordinal) ? told[8..] : told)}".Trim());
    }
}
