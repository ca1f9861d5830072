using System.Runtime.InteropServices;

namespace Cortex.Engine.Jobs.Power.Platform;

/// <summary>Asks IOKit how long the power lasts: without end, where the machine is plugged in. The charge is not told.</summary>
internal static partial class MacPower
{
    private const double Unlimited = -2;

    public static PowerState Read()
    {
        try
        {
            return new PowerState(TimeRemaining() != Unlimited, Charge: null);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return default;
        }
    }

    /// <summary>Seconds; -1 while it is being measured, -2 without end.</summary>
    [LibraryImport("/System/Library/Frameworks/IOKit.framework/IOKit", EntryPoint = "IOPSGetTimeRemainingEstimate")]
    private static partial double TimeRemaining();
}
