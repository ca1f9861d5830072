namespace Cortex.Engine.Jobs.Power;

/// <summary>What the machine runs on.</summary>
/// <param name="OnBattery">False as well where it cannot be told.</param>
/// <param name="Charge">Percent; null where it cannot be told.</param>
public readonly record struct PowerState(bool OnBattery, int? Charge);
