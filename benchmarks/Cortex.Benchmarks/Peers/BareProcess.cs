using Cortex.Benchmarks.Running;

namespace Cortex.Benchmarks.Peers;

/// <summary>A .NET process that prints a line and ends: what starting the runtime costs.</summary>
internal static class BareProcess
{
    public const string Verb = "bare-process";

    public static ChildProcess Start() => ChildProcess.Start(Environment.ProcessPath!, [Verb]);

    public static int Run()
    {
        Console.WriteLine("hello");
        return 0;
    }
}
