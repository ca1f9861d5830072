using System.Text.Json.Serialization;

namespace Cortex.Contract.Processing;

/// <summary>What the machine runs on, and what that means for what goes on in the background.</summary>
/// <param name="OnBattery">False as well where it cannot be told.</param>
/// <param name="Charge">Percent; null where there is no battery or it cannot be told.</param>
/// <param name="Pace">How much the background takes for it.</param>
public sealed record PowerStatus(bool OnBattery, int? Charge, Pace Pace);

/// <summary>How much of the machine the work in the background takes.</summary>
[JsonConverter(typeof(WireEnumConverter<Pace>))]
public enum Pace
{
    /// <summary>What nobody else wants.</summary>
    Full,

    /// <summary>At most a quarter of the time.</summary>
    Gentle,

    /// <summary>Nothing.</summary>
    Rest,
}
