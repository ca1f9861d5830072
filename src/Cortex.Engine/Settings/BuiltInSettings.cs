using System.Globalization;

namespace Cortex.Engine.Settings;

/// <summary>Every setting there is.</summary>
public static class BuiltInSettings
{
    public static readonly SettingDefinition Port = new("port", "CORTEX_PORT", "8742", "The port of `cortex serve`; 0 takes a free one.", Number(0, 65535)) { IsReadBeforeOpening = true };
    public static readonly SettingDefinition MaxFileMib = new("max_file_mib", "CORTEX_MAX_FILE_MIB", "10", "Files above this size (MiB) are not imported.", Number(1, 32));
    public static readonly SettingDefinition ProcessingThreads = new("processing_threads", "CORTEX_PROCESSING_THREADS", "0", "How many items are processed at once; 0 takes the number of cores, half of it while serving.", Number(0, 256));
    public static readonly SettingDefinition TrashDays = new("trash_days", "CORTEX_TRASH_DAYS", "30", "How long deleted items can be restored.", Number(1, 3650));

    public static readonly SettingDefinition BackgroundIndex = new("background_index", "CORTEX_BACKGROUND_INDEX", "1", "Whether verbs leave what takes longer to a process in the background (1), or to the next `cortex index` or `cortex serve` (0).", Number(0, 1));

    public static readonly SettingDefinition AllowPrivateAddresses = new("allow_private_addresses", "CORTEX_ALLOW_PRIVATE_ADDRESSES", "0", "1 lets pages be fetched from this machine and its network, too.", Switch);
    public static readonly SettingDefinition UseProxy = new("use_proxy", "CORTEX_USE_PROXY", "0", "1 fetches pages through the proxy that the environment names; it resolves names by itself, out of reach of the checks.", Switch);

    public static readonly SettingDefinition OnBattery = new("on_battery", "CORTEX_ON_BATTERY", "gentle", "What the background does on battery: a quarter of its work and nothing when the charge is low (gentle), as ever (normal), nothing (pause).", text => text is "gentle" or "normal" or "pause" ? null : "Must be gentle, normal or pause.");

    public static IReadOnlyList<SettingDefinition> All { get; } = [Port, MaxFileMib, ProcessingThreads, TrashDays, BackgroundIndex, AllowPrivateAddresses, UseProxy, OnBattery];

    private static string? Switch(string text) => text is "0" or "1" ? null : "Must be 0 or 1.";

    private static Func<string, string?> Number(int least, int most) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? null : $"Must be a whole number from {least} to {most}.";
}
