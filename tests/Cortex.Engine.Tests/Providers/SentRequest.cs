using System.Text.Json;

namespace Cortex.Engine.Tests.Providers;

/// <summary>What a provider sent, read out of its wire format.</summary>
internal sealed record SentRequest
{
    public required string Model { get; init; }

    /// <summary>The system prompt, wherever the format has it.</summary>
    public string? System { get; init; }

    /// <summary>All others, in order.</summary>
    public IReadOnlyList<SentMessage> Messages { get; init; } = [];
    public IReadOnlyList<SentTool> Tools { get; init; } = [];
    public double? Temperature { get; init; }
    public int? MaxTokens { get; init; }
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>What the answer must conform to.</summary>
    public JsonElement? Schema { get; init; }
}

/// <param name="Role">user, assistant or tool.</param>
/// <param name="ResultOf">The id of the call, or the tool's name where the format has no ids.</param>
internal sealed record SentMessage(string Role, string Text, IReadOnlyList<SentCall> Calls, string? ResultOf = null);

internal sealed record SentCall(string? Id, string Name, JsonElement Arguments);

internal sealed record SentTool(string Name, string? Description, JsonElement Schema);
