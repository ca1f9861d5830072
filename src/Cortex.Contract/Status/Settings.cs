namespace Cortex.Contract.Status;

/// <summary>Every setting with the value in force and where it comes from.</summary>
public sealed record SettingsResponse(IReadOnlyDictionary<string, SettingValue> Settings);

/// <summary><c>origin</c>: default, stored, config or environment; what is named by the last two cannot be changed here.</summary>
public sealed record SettingValue(string Value, string Origin, string? OverriddenBy);

/// <summary>Name → new value; null goes back to the default.</summary>
public sealed record UpdateSettingsRequest(IReadOnlyDictionary<string, string?> Settings);

/// <summary>Trades the library's token for a browser session.</summary>
public sealed record CreateSessionRequest(string Token);

public sealed record SessionResult(bool SignedIn);
