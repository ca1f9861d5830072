using System.Text.Json.Serialization;

namespace Cortex.Contract.Errors;

/// <summary>An RFC 9457 problem document.</summary>
public sealed record Problem
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }

    /// <summary>What went wrong, for programs; a code never changes its meaning.</summary>
    public required string Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>The fields that are wrong; only with <c>validation_failed</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }
}

/// <summary><c>field</c> is a path such as <c>filters.types[0]</c>.</summary>
public sealed record FieldError(string Field, string Message);
