using System.CommandLine;
using System.Diagnostics;
using Cortex.Backend;
using Cortex.Cli.Output;
using Cortex.Cli.Serving;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine.Access;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class OpenCommand
{
    public static Command Create()
    {
        var command = new Command("open", "Open the library's page, signed in; starts the server if none runs.");
        var json = Verb.JsonOption();
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => RunAsync(cancellation, parsed.GetValue(json)));
        return command;
    }

    public static Task<int> RunAsync(CancellationToken cancellation, bool json = false) => Verb.GuardAsync(json, async () =>
    {
        var folder = LibraryFolder.Default();
        if (await RunningBackend.FindAsync(folder, cancellation) is { } running)
        {
            Show(new ServeReport(running.Url, $"{running.Url}#token={AccessToken.Load(folder).Value}", running.Port, running.ProcessId), json);
            return ExitCode.Done;
        }

        return await ServeCommand.RunAsync(folder, new BackendOptions { Port = ServeCommand.DefaultPort(folder) }, json, server => TryOpen(server.SignInUrl), cancellation);
    });

    private static void Show(ServeReport report, bool json)
    {
        var opened = TryOpen(report.SignInUrl);
        if (json) Terminal.Json(report, CortexJson.Wire.ServeReport);
        else if (!opened) Terminal.Line($"Cortex is ready at {report.SignInUrl}");
    }

    // No display, no opener: the caller prints the address.
    private static bool TryOpen(string url)
    {
        var opener = OperatingSystem.IsWindows() ? "explorer.exe" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        var hasDisplay = !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDisplay) return false;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(opener, [url]) { RedirectStandardOutput = true, RedirectStandardError = true }.WithoutKeys());
            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
