#pragma warning disable MA0047, CA1050 // The runtime looks for a type of this name in no namespace.
using System.Globalization;

/// <summary>
/// Loaded by the runtime into the real executable (DOTNET_STARTUP_HOOKS): a thread that fails with a key in its message, as a
/// defect might, once the file that CORTEX_CRASH_AT names is there.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var at = Environment.GetEnvironmentVariable("CORTEX_CRASH_AT")!;
        var key = Environment.GetEnvironmentVariable("OPENAI_API_KEY");
        new Thread(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(at));
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Authorization: Bearer {key}"));
        }) { IsBackground = true }.Start();
    }
}
