using Cortex.Contract.Processing;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs.Power;

/// <summary>How much of the machine the work in the background may take now: nothing while a person has paused it, less on battery.</summary>
/// <param name="onBattery">The setting: <see cref="Gentle"/>, <see cref="Normal"/> or <see cref="Rest"/>.</param>
public sealed class BackgroundPace(TimeProvider time, PowerSupply power, Func<string> onBattery)
{
    /// <summary>What may be set for running on battery.</summary>
    public const string Gentle = "gentle", Normal = "normal", Rest = "pause";

    /// <summary>Below this charge the background waits for the plug.</summary>
    public const int LowCharge = 20;

    /// <summary>Of the time that gentle work takes, how many times as much it rests.</summary>
    public const int RestFactor = 3;

    /// <summary>Whether a person waits for the work to end: then the battery is theirs to spend.</summary>
    public bool IsAwaited { get; set; }

    public Pace Of(Db db) => Pause.IsPaused(db, time.GetUtcNow().ToUnixTimeMilliseconds()) ? Pace.Rest : IsAwaited ? Pace.Full : Power().Pace;

    public PowerStatus Power()
    {
        var state = power.State;
        return new PowerStatus(state.OnBattery, state.Charge, !state.OnBattery ? Pace.Full : onBattery() switch
        {
            Normal => Pace.Full,
            Rest => Pace.Rest,
            _ => state.Charge < LowCharge ? Pace.Rest : Pace.Gentle,
        });
    }
}
