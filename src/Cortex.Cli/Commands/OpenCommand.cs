using System.CommandLine;
using System.Diagnostics;
using Cortex.Backend;
using Cortex.Cli.Output;
using Cortex.Cli.Serving;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class OpenCommand
{
    public static Command Create()
    {
        var command = new Command("open", "Open the library's page, signed in; starts the server if none runs.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    public static Task<int> RunAsync(CancellationToken cancellation) => Verb.GuardAsync(json: false, async () =>
    {
        var folder = LibraryFolder.Default();
        if (await RunningBackend.FindAsync(folder, cancellation) is { } running)
        {
            Show($"{running.Url}#token={AccessToken.Load(folder).Value}");
            return ExitCode.Done;
        }

        return await ServeCommand.RunAsync(folder, new BackendOptions { Port = ServeCommand.DefaultPort() }, json: false, server => TryOpen(server.SignInUrl), cancellation);
    });

    private static void Show(string url)
    {
        if (!TryOpen(url)) Terminal.Line($"Cortex is ready at {url}");
    }

    // No display, no opener: the caller prints the address.
    private static bool TryOpen(string url)
    {
        var opener = OperatingSystem.IsWindows() ? "explorer.exe" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        var hasDisplay = !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDisplay) return false;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(opener, [url]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
