using System.CommandLine;
using Cortex.Backend;
using Cortex.Cli.Output;
using Cortex.Cli.Platform;
using Cortex.Cli.Serving;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine;
using Cortex.Engine.Access;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "The port; 0 takes a free one and prints it. 8742 unless said." };
        var ipv6 = new Option<bool>("--ipv6") { Description = "Listen on [::1] as well." };
        var noToken = new Option<bool>("--no-token") { Description = "Ask for no token: any program of this machine may come in. Web pages of others still may not." };
        var background = new Option<bool>("--background") { Description = "Start it in the background and return when it answers." };
        var stop = new Option<bool>("--stop") { Description = "Stop the server of this library." };
        var detached = new Option<bool>(BackgroundServer.Detached) { Description = "Be the one in the background.", Hidden = true };
        var json = Verb.JsonOption();
        var command = new Command("serve", "Run the server of the page and the API, or stop it. It listens on 127.0.0.1 until Ctrl+C.") { port, ipv6, noToken, background, stop, detached, json };
        command.SetAction((parsed, cancellation) => Verb.GuardAsync(parsed.GetValue(json), async () =>
        {
            var folder = LibraryFolder.Default();
            if (parsed.GetValue(stop)) return await StopAsync(folder, parsed.GetValue(json), cancellation);
            if (parsed.GetValue(background))
            {
                string[] passed = [.. parsed.GetValue(port) is { } wanted ? (string[])["--port", $"{wanted}"] : [], .. parsed.GetValue(ipv6) ? (string[])["--ipv6"] : [], .. parsed.GetValue(noToken) ? (string[])["--no-token"] : []];
                return await StartAsync(folder, passed, parsed.GetValue(json), cancellation);
            }

            if (parsed.GetValue(detached)) OwnSession.Enter(behind: false);
            var options = new BackendOptions { Port = parsed.GetValue(port) ?? DefaultPort(folder), IPv6 = parsed.GetValue(ipv6), RequireToken = !parsed.GetValue(noToken) };
            return await RunAsync(folder, options, parsed.GetValue(json), parsed.GetValue(detached) ? _ => BackgroundServer.LogTo(folder) : null, cancellation);
        }));
        return command;
    }

    /// <param name="ready">Called when the server listens.</param>
    public static async Task<int> RunAsync(LibraryFolder folder, BackendOptions options, bool json, Action<BackendServer>? ready, CancellationToken cancellation)
    {
        await using var server = await BackendServer.StartAsync(folder, TimeProvider.System, options, cancellation);
        using var note = RunningBackend.Announce(folder, server.Port);
        if (json) Terminal.Json(new ServeReport(server.Url, server.SignInUrl, server.Port, Environment.ProcessId), CortexJson.Wire.ServeReport);
        else Terminal.Line($"Cortex {CortexVersion.Current} is ready at {server.SignInUrl}\n{Terminal.Dim("Only this machine can reach it. Ctrl+C stops it.")}");
        ready?.Invoke(server);
        try
        {
            await server.RunAsync(cancellation);
        }
        catch (CortexException error) when (json)
        {
            // The one document has been printed.
            Terminal.Error(error.Message);
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private static async Task<int> StartAsync(LibraryFolder folder, IReadOnlyList<string> options, bool json, CancellationToken cancellation)
    {
        var running = await BackgroundServer.FindAsync(folder, cancellation);
        var report = running is null ? await BackgroundServer.StartAsync(folder, options, cancellation)
            : new ServeReport(running.Url, $"{running.Url}#token={AccessToken.Load(folder).Value}", running.Port, running.ProcessId);
        if (json) Terminal.Json(report, CortexJson.Wire.ServeReport);
        else Terminal.Line($"Cortex {(running is null ? "is" : "was already")} running at {report.SignInUrl} (process {report.ProcessId}).\n{Terminal.Dim("`cortex serve --stop` stops it.")}");
        return ExitCode.Done;
    }

    private static async Task<int> StopAsync(LibraryFolder folder, bool json, CancellationToken cancellation)
    {
        var stopped = await BackgroundServer.StopAsync(folder, cancellation);
        if (json) Terminal.Json(new StopReport(stopped), CortexJson.Wire.StopReport);
        else Terminal.Line(stopped.Count == 0 ? "No server was running." : $"Stopped (process {string.Join(", ", stopped)}).");
        return ExitCode.Done;
    }

    public static int DefaultPort(LibraryFolder folder) => SettingsStore.IntBeforeOpening(folder, BuiltInSettings.Port, Environment.GetEnvironmentVariable);
}
