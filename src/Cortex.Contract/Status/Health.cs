using System.Text.Json.Serialization;

namespace Cortex.Contract.Status;

[JsonConverter(typeof(WireEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    Healthy,
    Degraded,
    Unhealthy,
}

/// <summary>Healthy exactly when every check is; unhealthy when the database fails.</summary>
public sealed record Health(HealthStatus Status, string Version, DateTime Timestamp, IReadOnlyDictionary<string, HealthCheck> Checks);

/// <summary>Items done of all, and about how long the rest takes on this machine (null while that is not known).</summary>
public sealed record WorkProgress(long Done, long Total, double? SecondsLeft);

public sealed record HealthCheck
{
    public required HealthStatus Status { get; init; }

    /// <summary>Whole milliseconds.</summary>
    public required long LatencyMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>How far work that is under way is; left out when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WorkProgress? Progress { get; init; }
}
