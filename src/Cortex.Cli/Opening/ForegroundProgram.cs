using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cortex.Cli.Opening;

/// <summary>Runs another program on this terminal and waits for it.</summary>
internal static class ForegroundProgram
{
    /// <summary>Its exit code; null when it was not started.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">there is no such program</exception>
    public static int? Run(ProcessStartInfo start, Action<Process>? feed = null)
    {
        // Ctrl+C is for the program that has the terminal now; it comes to all that share it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => signal.Cancel = true);
        using var process = Process.Start(start);
        if (process is null) return null;
        feed?.Invoke(process);
        process.WaitForExit();
        return process.ExitCode;
    }
}
