using System.Text.Json.Serialization;
using Cortex.Contract.Errors;

namespace Cortex.Contract.Models;

/// <summary>Which model to fetch to this machine: a name of Ollama's library.</summary>
public sealed record PullModelRequest(string Model);

/// <summary>A line of the answer to <c>POST /api/models/pull</c>: how far it is. The last is <c>success</c>, or <c>failed</c> with the problem.</summary>
public sealed record PullStatus
{
    /// <summary>As the provider words it.</summary>
    public required string Status { get; init; }

    /// <summary>Bytes of the part at hand.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Completed { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Total { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Problem? Problem { get; init; }
}

/// <summary>What <c>cortex models pull --json</c> prints.</summary>
public sealed record PullReport(string Model, bool Fetched);
