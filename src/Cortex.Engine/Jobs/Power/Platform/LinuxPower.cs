using System.Globalization;

namespace Cortex.Engine.Jobs.Power.Platform;

/// <summary>Reads <c>/sys/class/power_supply</c>: a folder for each supply, a small file for each thing to know of it.</summary>
internal static class LinuxPower
{
    public const string Root = "/sys/class/power_supply";
    private const int MostSupplies = 64, MostBytes = 64;

    public static PowerState Read(string root)
    {
        try
        {
            if (!Directory.Exists(root)) return default;
            var supplies = Directory.EnumerateDirectories(root).Take(MostSupplies).ToList();
            // A mouse has a battery as well, which is not the machine's.
            var batteries = supplies.Where(supply => Value(supply, "type") == "Battery" && Value(supply, "scope") != "Device").ToList();
            var isPlugged = supplies.Exists(supply => Value(supply, "type") is "Mains" or "USB" or "Wireless" && Value(supply, "scope") != "Device" && Value(supply, "online") is "1" or "2");
            var charges = batteries.Select(battery => int.TryParse(Value(battery, "capacity"), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? (int?)Math.Clamp(percent, 0, 100) : null).OfType<int>().ToList();
            return new PowerState(!isPlugged && batteries.Exists(battery => Value(battery, "status") == "Discharging"), charges.Count > 0 ? (int)Math.Round(charges.Average()) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // A battery that is being taken out leaves files that cannot be read.
    private static string? Value(string supply, string name)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(supply, name));
            Span<byte> bytes = stackalloc byte[MostBytes];
            return System.Text.Encoding.ASCII.GetString(bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
