namespace Cortex.Engine.Secrets.Platform;

/// <summary>The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC) through libsecret.</summary>
internal sealed class SecretService(TimeProvider time) : ISecretStore
{
    public string Name => "Secret Service";

    public void Prepare(CancellationToken ct)
    {
        using var session = SecretSession.Open(time, ct);
        session.UnlockDefaultCollection();
    }

    public bool Has(string account, CancellationToken ct)
    {
        using var session = SecretSession.Open(time, ct);
        return session.Has(account);
    }

    public string? Read(string account, CancellationToken ct)
    {
        using var session = SecretSession.Open(time, ct);
        return session.Read(account);
    }

    public void Write(string account, string secret, CancellationToken ct)
    {
        using var session = SecretSession.Open(time, ct);
        session.UnlockDefaultCollection();
        session.Write(account, secret);
    }

    public bool Delete(string account, CancellationToken ct)
    {
        using var session = SecretSession.Open(time, ct);
        return session.Delete(account);
    }
}
