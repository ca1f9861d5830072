using System.Text.Json.Serialization;

namespace Cortex.Contract.Secrets;

/// <summary>Where the API key of a provider comes from.</summary>
[JsonConverter(typeof(WireEnumConverter<KeyOrigin>))]
public enum KeyOrigin
{
    None,
    Keychain,
    Environment,
}

/// <summary>All that is ever told of a key: whether there is one, and where it comes from.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="HasKey">Wherever it comes from.</param>
/// <param name="Origin">The keychain before the environment.</param>
/// <param name="Variable">The environment variable that is asked after the keychain.</param>
/// <param name="Trouble">Why the keychain could not be asked; null where it could.</param>
public sealed record KeyStatus(string Provider, bool HasKey, KeyOrigin Origin, string Variable, string? Trouble);

/// <summary>What <c>cortex login --json</c> prints where no provider is named: every provider that takes a key.</summary>
public sealed record KeysReport(IReadOnlyList<KeyStatus> Keys);
