using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cortex.Cli.Tests;

/// <summary>A session bus of its own with GNOME Keyring on it, as in a desktop that somebody has signed in to, but without a display: nobody answers prompts.</summary>
internal sealed partial class KeyringSession : IDisposable
{
    private const int SigStop = 19, SigContinue = 18;

    // Nothing is started on demand: who is not there is not there.
    private const string Configuration = """
        <busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("cortex-keyring-").FullName;
    private readonly Process _bus;
    private Process? _keyring;

    /// <param name="home">Its verbs reach this session from now on.</param>
    /// <param name="keyring">Whether secrets are kept in it, from the start.</param>
    public KeyringSession(TemporaryHome home, bool keyring = true)
    {
        var configuration = Path.Combine(_root, "bus.conf");
        File.WriteAllText(configuration, Configuration);
        // dbus-run-session starts just this, and ends it with one program; here there are many.
        _bus = Start("dbus-daemon", $"--config-file={configuration}", "--nofork", "--print-address=1");
        Address = _bus.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The bus has not started.");
        home.Environment["DBUS_SESSION_BUS_ADDRESS"] = Address;
        if (keyring) StartKeyring();
    }

    public string Address { get; }

    /// <summary>Where GNOME Keyring keeps its files.</summary>
    public string KeyringFiles => Path.Combine(_root, ".local", "share", "keyrings");

    /// <summary>The programs and libraries that such a session needs and this machine has not.</summary>
    public static IReadOnlyList<string> Missing()
    {
        if (!OperatingSystem.IsLinux()) return ["a Linux desktop"];
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var missing = ((string[])["dbus-daemon", "dbus-send", "gnome-keyring-daemon"]).Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (!NativeLibrary.TryLoad("libsecret-1.so.0", out _)) missing.Add("libsecret-1.so.0");
        return missing;
    }

    /// <summary>Starts the service with an unlocked keyring: the one that is there, or a new one.</summary>
    public void StartKeyring()
    {
        _keyring = Start("gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets");
        _keyring.StandardInput.Write("a password");
        _keyring.StandardInput.Close();
        Server.Until(() => IsOwned() && Ask("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default").Contains("collection", StringComparison.Ordinal), "the keyring");
    }

    public void StopKeyring()
    {
        _keyring!.Kill();
        _keyring.WaitForExit();
        Server.Until(() => !IsOwned(), "the bus to notice that the keyring is gone");
    }

    public void LockKeyring() => Ask("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login");

    /// <summary>The service is there and answers nothing, until this is disposed of.</summary>
    public IDisposable Freeze()
    {
        Assert.Equal(0, SendSignal(_keyring!.Id, SigStop));
        return new Frozen(_keyring.Id);
    }

    public void Dispose()
    {
        foreach (var process in (Process?[])[_keyring, _bus])
        {
            if (process is { HasExited: false }) process.Kill();
            process?.WaitForExit();
            process?.Dispose();
        }

        Directory.Delete(_root, recursive: true);
    }

    private bool IsOwned() => Ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets").Contains("true", StringComparison.Ordinal);

    private string Ask(string destination, string path, string method, string argument)
    {
        using var process = Start("dbus-send", "--session", "--print-reply", $"--dest={destination}", path, method, argument);
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer;
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in (string[])["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]) start.Environment.Remove(name);
        start.Environment["HOME"] = _root;
        start.Environment["XDG_RUNTIME_DIR"] = _root;
        if (Address is not null) start.Environment["DBUS_SESSION_BUS_ADDRESS"] = Address;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private sealed class Frozen(int process) : IDisposable
    {
        public void Dispose() => _ = SendSignal(process, SigContinue);
    }
}
