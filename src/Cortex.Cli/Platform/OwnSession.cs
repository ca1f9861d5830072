using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cortex.Cli.Platform;

/// <summary>Makes this process one of the background: out of the reach of the terminal's Ctrl+C, and behind all others for the processor.</summary>
internal static partial class OwnSession
{
    private const int OfAProcess = 0, Behind = 10;

    /// <summary>How a program is started that will enter one: it outlives the terminal also when that closes before it has.</summary>
    public static ProcessStartInfo Start(string program)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? program : "/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // What is ignored stays so in the program that takes the shell's place.
        if (!OperatingSystem.IsWindows()) foreach (var argument in (string[])["-c", "trap '' HUP INT; exec \"$0\" \"$@\"", program]) start.ArgumentList.Add(argument);
        return start;
    }

    /// <param name="behind">Behind all others for the processor; not for one that answers.</param>
    public static void Enter(bool behind = true)
    {
        if (OperatingSystem.IsWindows()) return;
        // Fails only where it is one already.
        _ = setsid();
        if (behind) _ = setpriority(OfAProcess, 0, Behind);
    }

    [LibraryImport("libc")]
    private static partial int setsid();

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
