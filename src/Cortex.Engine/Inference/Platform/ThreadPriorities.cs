using System.Runtime.InteropServices;

namespace Cortex.Engine.Inference.Platform;

/// <summary>How urgently the system lets a thread run.</summary>
internal static partial class ThreadPriorities
{
    /// <summary>What Linux gives to whoever may wait: about a seventieth of the share of a normal thread that wants the same core.</summary>
    public const int LowestNice = 19;

    private const int Process = 0;
    private const int Caller = 0;

    /// <summary>
    /// Makes the calling thread the last to run where others want the same core. For good: on Linux only the superuser
    /// may raise a thread again. A system that refuses changes nothing but the speed of others.
    /// </summary>
    public static void LowerCurrentThread()
    {
        // .NET sets no priorities on Linux, where the nice value, called a process's, is each thread's own.
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
            return;
        }

        try
        {
            _ = SetPriority(Process, Caller, LowestNice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library that is called otherwise.
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
