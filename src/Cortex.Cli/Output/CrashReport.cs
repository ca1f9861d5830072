using Cortex.Engine.Secrets;

namespace Cortex.Cli.Output;

/// <summary>The last words of a process that a defect ends: the runtime's own would show any key that the failure's text has.</summary>
internal static class CrashReport
{
    public static void Install() => AppDomain.CurrentDomain.UnhandledException += (_, crash) =>
    {
        try
        {
            Console.Error.WriteLine($"cortex: This should not have happened; the program ends.\n{SecretText.Redact(crash.ExceptionObject.ToString() ?? "")}");
        }
        catch (IOException)
        {
            // Nobody can be told.
        }

        // Before the runtime writes its report, and no dump of the memory either.
        Environment.Exit(ExitCode.Failed);
    };
}
