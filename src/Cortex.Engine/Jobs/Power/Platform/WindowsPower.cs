using System.Runtime.InteropServices;

namespace Cortex.Engine.Jobs.Power.Platform;

internal static partial class WindowsPower
{
    private const byte OffLine = 0, HighestCharge = 100;

    public static PowerState Read() =>
        GetSystemPowerStatus(out var status) ? new PowerState(status.Line == OffLine, status.Charge <= HighestCharge ? status.Charge : null) : default;

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemPowerStatus(out SystemPowerStatus status);

    /// <summary>SYSTEM_POWER_STATUS; 255 is unknown.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SystemPowerStatus
    {
        public byte Line;
        public byte BatteryFlag;
        public byte Charge;
        public byte SaverOn;
        public uint SecondsLeft;
        public uint SecondsFull;
    }
}
