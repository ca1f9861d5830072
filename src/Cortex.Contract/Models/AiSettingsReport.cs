using Cortex.Contract.Secrets;
using Cortex.Contract.Status;

namespace Cortex.Contract.Models;

/// <summary>The settings about models, each with where it comes from.</summary>
public sealed record AiSettingsReport
{
    /// <summary>local, cloud or hybrid.</summary>
    public required SettingValue Mode { get; init; }

    /// <summary>By task: the models it asks, <c>provider:model</c>, several separated by commas; empty: the built-in way.</summary>
    public required IReadOnlyDictionary<string, SettingValue> Tasks { get; init; }

    /// <summary>By provider: where it is reached.</summary>
    public required IReadOnlyDictionary<string, SettingValue> Addresses { get; init; }

    /// <summary>Whether there is a key, provider by provider, and where it comes from; never the key.</summary>
    public required IReadOnlyList<KeyStatus> Keys { get; init; }
}

/// <summary>Changes what is named; a null within goes back to the default.</summary>
public sealed record UpdateAiSettingsRequest(string? Mode = null, IReadOnlyDictionary<string, string?>? Tasks = null, IReadOnlyDictionary<string, string?>? Addresses = null);
