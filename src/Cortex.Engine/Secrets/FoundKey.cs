using Cortex.Contract.Secrets;

namespace Cortex.Engine.Secrets;

/// <summary>What was found for a provider.</summary>
/// <param name="Key">Null where there is none.</param>
/// <param name="Trouble">Why the keychain could not be asked, where it could not.</param>
public sealed record FoundKey(ProviderKey? Key, KeyOrigin Origin, string? Trouble);
