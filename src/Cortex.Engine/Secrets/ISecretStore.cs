using Cortex.Contract.Errors;

namespace Cortex.Engine.Secrets;

/// <summary>
/// A keychain of the operating system: secrets by account, for the user that runs this process. Its calls may wait for the
/// user to unlock it; <see cref="KeychainCall"/> makes them where that holds nobody up.
/// </summary>
/// <remarks>Every call throws <see cref="CortexException"/> with <see cref="ErrorCode.KeychainUnavailable"/> and what to do when the keychain cannot be used.</remarks>
public interface ISecretStore
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Unlocks it, asking the user where it must: what is written next will be kept.</summary>
    void Prepare(CancellationToken ct);

    /// <summary>Whether the account has a secret. Asks nobody, also where the keychain is locked.</summary>
    bool Has(string account, CancellationToken ct);

    /// <summary>Null where the account has none.</summary>
    string? Read(string account, CancellationToken ct);

    /// <summary>Stores the account's secret in place of what it has.</summary>
    void Write(string account, string secret, CancellationToken ct);

    /// <summary>False where there was none.</summary>
    bool Delete(string account, CancellationToken ct);
}
