using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cortex.Cli.Platform;

/// <summary>Asks another process to end.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;

    /// <summary>False when it is gone, or another user's. On Windows, which has no such request, it is ended: what is captured is on the disk already.</summary>
    public static bool TryTerminate(int processId)
    {
        if (!OperatingSystem.IsWindows()) return processId > 1 && Kill(processId, Terminate) == 0;
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return true;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
