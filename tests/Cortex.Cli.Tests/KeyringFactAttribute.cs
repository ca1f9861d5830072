
namespace Cortex.Cli.Tests;

/// <summary>A test with a real GNOME Keyring on a session bus of its own.</summary>
public sealed class KeyringFactAttribute : FactAttribute
{
    public KeyringFactAttribute()
    {
        var missing = KeyringSession.Missing();
        if (missing.Count > 0) Skip = $"{string.Join(" AND ", missing).ToUpperInvariant()} NOT INSTALLED (Debian packages dbus, gnome-keyring, libsecret-1-0): no keychain was tried.";
    }
}
