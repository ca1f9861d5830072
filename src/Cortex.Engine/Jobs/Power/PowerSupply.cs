using Cortex.Engine.Jobs.Power.Platform;

namespace Cortex.Engine.Jobs.Power;

/// <summary>Asks the system what the machine runs on, at most every half minute.</summary>
/// <param name="read">How it is asked.</param>
public sealed class PowerSupply(TimeProvider time, Func<PowerState> read)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private PowerState _state;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>This machine's own.</summary>
    public static PowerSupply OfMachine(TimeProvider time) => new(time, () =>
        OperatingSystem.IsLinux() ? LinuxPower.Read(LinuxPower.Root)
        : OperatingSystem.IsMacOS() ? MacPower.Read()
        : OperatingSystem.IsWindows() ? WindowsPower.Read()
        : default);

    public PowerState State
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                // A clock that was set back must not keep an old answer.
                if (now >= _readAt && now - _readAt < Kept) return _state;
                _readAt = now;
                return _state = read();
            }
        }
    }
}
