using System.Runtime.InteropServices;

namespace Cortex.Cli.Platform;

/// <summary>Makes this process one of the background: out of the reach of the terminal's Ctrl+C, and behind all others for the processor.</summary>
internal static partial class OwnSession
{
    private const int OfAProcess = 0, Behind = 10;

    public static void Enter()
    {
        if (OperatingSystem.IsWindows()) return;
        // Fails only where it is one already.
        _ = setsid();
        _ = setpriority(OfAProcess, 0, Behind);
    }

    [LibraryImport("libc")]
    private static partial int setsid();

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
