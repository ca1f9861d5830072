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

public sealed record HealthCheck
{
    public required HealthStatus Status { get; init; }

    /// <summary>Whole milliseconds.</summary>
    public required long LatencyMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
