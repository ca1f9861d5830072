using System.CommandLine;
using Cortex.Backend;
using Cortex.Cli.Output;
using Cortex.Cli.Serving;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine;
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
        var json = Verb.JsonOption();
        var command = new Command("serve", "Run the backend on 127.0.0.1 until Ctrl+C.") { port, ipv6, noToken, json };
        command.SetAction((parsed, cancellation) => Verb.GuardAsync(parsed.GetValue(json), async () =>
        {
            var folder = LibraryFolder.Default();
            var options = new BackendOptions { Port = parsed.GetValue(port) ?? DefaultPort(folder), IPv6 = parsed.GetValue(ipv6), RequireToken = !parsed.GetValue(noToken) };
            return await RunAsync(folder, options, parsed.GetValue(json), ready: null, cancellation);
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

    public static int DefaultPort(LibraryFolder folder) => SettingsStore.IntBeforeOpening(folder, BuiltInSettings.Port, Environment.GetEnvironmentVariable);
}
