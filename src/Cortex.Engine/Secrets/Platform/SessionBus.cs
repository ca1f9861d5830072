using System.Runtime.InteropServices;

namespace Cortex.Engine.Secrets.Platform;

/// <summary>What must be there before libsecret is called: it would start a bus of its own otherwise, or fail with what says nothing to a person.</summary>
internal static class SessionBus
{
    private const string Install = "Install it: sudo apt install libsecret-1-0 (Fedora: sudo dnf install libsecret; Arch: sudo pacman -S libsecret).";

    /// <exception cref="CortexException">no libsecret, no D-Bus session</exception>
    public static void Require()
    {
        if (!NativeLibrary.TryLoad(LibSecret.Library, out _)) throw SecretStores.Unavailable($"The keychain is reached through libsecret, which is not installed. {Install}");
        if (Environment.GetEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 }) return;
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder && Path.Exists(Path.Combine(folder, "bus"))) return;
        throw SecretStores.Unavailable("There is no D-Bus session here, through which the keychain is reached. Run this in a terminal of your desktop, or start a session with dbus-run-session and unlock a keychain in it.");
    }
}
