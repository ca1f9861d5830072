using Cortex.Contract.Errors;
using Cortex.Engine.Secrets.Platform;

namespace Cortex.Engine.Secrets;

/// <summary>The keychain of each system.</summary>
public static class SecretStores
{
    public static ISecretStore OfSystem(TimeProvider time)
    {
        if (OperatingSystem.IsMacOS()) return new MacKeychain();
        if (OperatingSystem.IsWindows()) return new WindowsCredentials();
        return OperatingSystem.IsLinux() || OperatingSystem.IsFreeBSD() ? new SecretService(time) : new NoKeychain();
    }

    /// <summary>The failure of a keychain that cannot be used.</summary>
    /// <param name="reason">What is wrong and what to do about it, in whole sentences.</param>
    internal static CortexException Unavailable(string reason, Exception? inner = null) => new(ErrorCode.KeychainUnavailable, reason, inner);

    private sealed class NoKeychain : ISecretStore
    {
        public string Name => "keychain";
        public void Prepare(CancellationToken ct) => throw None();
        public bool Has(string account, CancellationToken ct) => throw None();
        public string? Read(string account, CancellationToken ct) => throw None();
        public void Write(string account, string secret, CancellationToken ct) => throw None();
        public bool Delete(string account, CancellationToken ct) => throw None();
        private static CortexException None() => Unavailable("Cortex knows no keychain of this operating system.");
    }
}
