using System.Runtime.InteropServices;

namespace Cortex.Engine.Inference.Platform;

/// <summary>How urgently the system lets a thread run.</summary>
internal static partial class ThreadPriorities
{
    /// <summary>What Linux gives to whoever may wait: about a seventieth of the share of a normal thread that wants the same core.</summary>
    public const int LowestNice = 19;

    // That share in pieces as short as Linux cuts them (since 6.12), so it comes round sooner. A garbage collection has
    // to wait until a thread that was put aside is let run again: with others on all cores a second and more without this.
    private const ulong SliceNanoseconds = 100_000;

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
            var attributes = new SchedulingAttributes { Size = (uint)Marshal.SizeOf<SchedulingAttributes>(), Nice = LowestNice, Runtime = SliceNanoseconds };
            if (SetAttributesNumber is not { } number || SystemCall(number, Caller, ref attributes, 0) != 0)
            {
                _ = SetPriority(Process, Caller, LowestNice);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library that is called otherwise.
        }
    }

    /// <summary>sched_setattr, for which C libraries have no function.</summary>
    private static nint? SetAttributesNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 314,
        Architecture.Arm64 => 274,
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, int thread, ref SchedulingAttributes attributes, uint flags);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    /// <summary>The kernel's struct sched_attr; a policy of 0 is the usual one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
