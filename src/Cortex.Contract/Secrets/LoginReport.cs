namespace Cortex.Contract.Secrets;

/// <summary>What <c>cortex login --json</c> prints.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Origin">Where its key comes from now.</param>
/// <param name="Checked">Whether the provider was asked and takes the key.</param>
/// <param name="Note">Why it was not asked; null where it was.</param>
public sealed record LoginReport(string Provider, KeyOrigin Origin, bool Checked, string? Note);

/// <summary>What <c>cortex logout --json</c> prints.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Removed">False where the keychain had none.</param>
/// <param name="Origin">Where a key comes from now: none, or the environment.</param>
/// <param name="Variable">The environment variable that is asked after the keychain.</param>
public sealed record LogoutReport(string Provider, bool Removed, KeyOrigin Origin, string Variable);
