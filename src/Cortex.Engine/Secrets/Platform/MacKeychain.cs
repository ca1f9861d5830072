using System.Text;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>Generic passwords in the login keychain of macOS.</summary>
internal sealed class MacKeychain : ISecretStore
{
    private const string Service = "cortex";

    public string Name => "keychain";

    // macOS asks for itself, in a window, when the keychain is locked.
    public void Prepare(CancellationToken ct) => Read("", ct);

    public bool Has(string account, CancellationToken ct)
    {
        var (service, name) = (Encoding.UTF8.GetBytes(Service), Encoding.UTF8.GetBytes(account));
        // Without a place for its data the item is not opened, and nobody is asked.
        var status = SecurityFramework.Look(0, (uint)service.Length, service, (uint)name.Length, name, 0, 0, 0);
        if (status == SecurityFramework.ItemNotFound) return false;
        Check(status);
        return true;
    }

    public string? Read(string account, CancellationToken ct)
    {
        var status = Find(account, out var secret, out var item);
        if (status == SecurityFramework.ItemNotFound) return null;
        Check(status);
        SecurityFramework.Release(item);
        return secret;
    }

    public void Write(string account, string secret, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var status = Find(account, out _, out var item);
        try
        {
            if (status == SecurityFramework.ItemNotFound)
            {
                var (service, name) = (Encoding.UTF8.GetBytes(Service), Encoding.UTF8.GetBytes(account));
                Check(SecurityFramework.Add(0, (uint)service.Length, service, (uint)name.Length, name, (uint)bytes.Length, bytes, 0));
                return;
            }

            Check(status);
            Check(SecurityFramework.Modify(item, 0, (uint)bytes.Length, bytes));
        }
        finally
        {
            Array.Clear(bytes);
            if (item != 0) SecurityFramework.Release(item);
        }
    }

    public bool Delete(string account, CancellationToken ct)
    {
        var status = Find(account, out _, out var item);
        if (status == SecurityFramework.ItemNotFound) return false;
        Check(status);
        try
        {
            Check(SecurityFramework.Delete(item));
            return true;
        }
        finally
        {
            SecurityFramework.Release(item);
        }
    }

    private static unsafe int Find(string account, out string? secret, out nint item)
    {
        var (service, name) = (Encoding.UTF8.GetBytes(Service), Encoding.UTF8.GetBytes(account));
        var status = SecurityFramework.Find(0, (uint)service.Length, service, (uint)name.Length, name, out var length, out var data, out item);
        secret = status == 0 ? Encoding.UTF8.GetString(new ReadOnlySpan<byte>((void*)data, checked((int)length))) : null;
        if (data != 0) _ = SecurityFramework.FreeContent(0, data);
        return status;
    }

    private static void Check(int status)
    {
        if (status == 0) return;
        throw SecretStores.Unavailable(status switch
        {
            SecurityFramework.UserCanceled or SecurityFramework.AuthFailed => "The keychain is locked, or Cortex may not use it: its prompt was dismissed. Unlock it (security unlock-keychain) and try again.",
            SecurityFramework.InteractionNotAllowed => "The keychain is locked, and nobody can be asked here to unlock it. Run: security unlock-keychain",
            SecurityFramework.NoDefaultKeychain => "There is no default keychain. Make one in the app Keychain Access.",
            _ => $"The keychain cannot be used (error {status}; `security error {status}` says what it is).",
        });
    }
}
