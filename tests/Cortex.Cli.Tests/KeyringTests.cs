using System.Diagnostics;

namespace Cortex.Cli.Tests;

/// <summary><c>cortex login</c> and <c>logout</c> with a real Secret Service.</summary>
[Trait("Speed", "slow")]
public sealed class KeyringTests : IDisposable
{
    private const string Key = "sk-keyring-0a1b2c3d4e5f", Other = "sk-keyring-another-one";
    private readonly TemporaryHome _home = new();

    [KeyringFact]
    public void A_key_is_stored_replaced_and_removed()
    {
        using var session = new KeyringSession(_home);
        Assert.Equal("none", Origin("openai"));
        // Storing reads the key back and compares, so another one that succeeds has replaced it.
        var told = _home.RunWith($"{Key}\n", "login", "openai", "--no-check", "--json").Expect(0);
        Assert.Equal("keychain", told.Json.GetProperty("origin").GetString());
        Assert.False(told.Json.GetProperty("checked").GetBoolean());
        Assert.Equal("keychain", Origin("openai"));
        Assert.Equal("none", Origin("anthropic"));
        Assert.Contains("It was not checked", _home.RunWith(Other, "login", "openai", "--no-check").Expect(0).Out);
        var removed = _home.Run("logout", "openai", "--json").Expect(0).Json;
        Assert.True(removed.GetProperty("removed").GetBoolean());
        Assert.Equal("none", removed.GetProperty("origin").GetString());
        Assert.False(_home.Run("logout", "openai", "--json").Expect(0).Json.GetProperty("removed").GetBoolean());
        Assert.Equal("none", Origin("openai"));
    }

    [KeyringFact]
    public void It_outlives_the_service()
    {
        using var session = new KeyringSession(_home);
        _home.RunWith(Key, "login", "openai", "--no-check").Expect(0);
        session.StopKeyring();
        Assert.Contains("No program of this session keeps secrets", Trouble());
        session.StartKeyring();
        Assert.Equal("keychain", Origin("openai"));
        Assert.True(_home.Run("logout", "openai", "--json").Expect(0).Json.GetProperty("removed").GetBoolean());
    }

    [KeyringFact]
    public void Many_at_once_do_no_harm()
    {
        using var session = new KeyringSession(_home);
        var providers = (string[])["openai", "anthropic", "ollama"];
        var processes = providers.Select(provider => _home.Start(TemporaryHome.Executable, ["login", provider, "--no-check"])).ToList();
        foreach (var process in processes)
        {
            process.StandardInput.Write(Key);
            process.StandardInput.Close();
        }

        foreach (var process in processes)
        {
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
            process.Dispose();
        }

        Assert.All(providers, provider => Assert.Equal("keychain", Origin(provider)));
    }

    [KeyringFact]
    public void A_locked_keyring_is_told_and_still_known_to_have_the_key()
    {
        using var session = new KeyringSession(_home);
        _home.RunWith(Key, "login", "openai", "--no-check").Expect(0);
        session.LockKeyring();
        foreach (var told in (Result[])[_home.RunWith(Other, "login", "openai", "--no-check", "--json").Expect(1), _home.Run("logout", "openai", "--json").Expect(1)])
        {
            Assert.Equal("keychain_unavailable", told.Json.GetProperty("code").GetString());
            Assert.Contains("locked", told.Json.GetProperty("detail").GetString());
        }

        // To say whether there is one, nobody needs to be asked.
        Assert.Equal("keychain", Origin("openai"));
    }

    [KeyringFact]
    public void Without_a_service_nothing_is_stored_and_it_says_what_to_do()
    {
        using var session = new KeyringSession(_home, keyring: false);
        var told = _home.RunWith(Key, "login", "openai", "--no-check").Expect(1);
        Assert.Contains("gnome-keyring", told.Error);
        Assert.Contains("OPENAI_API_KEY", told.Error);
        Assert.Equal("", told.Out);
        Assert.False(Directory.Exists(_home.Home) && Directory.EnumerateFiles(_home.Home, "*", SearchOption.AllDirectories).Any());
    }

    [KeyringFact]
    public void A_service_that_hangs_is_given_up()
    {
        using var session = new KeyringSession(_home);
        using var frozen = session.Freeze();
        var clock = Stopwatch.StartNew();
        Assert.Contains("does not answer", _home.RunWith(Key, "login", "openai", "--no-check").Expect(1).Error);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(45), $"{clock.Elapsed}");
    }

    [KeyringFact]
    public void A_service_that_hangs_does_not_keep_it_from_being_stopped()
    {
        using var session = new KeyringSession(_home);
        using var frozen = session.Freeze();
        using var process = _home.Start(TemporaryHome.Executable, ["login", "openai", "--no-check"]);
        // It has its libraries loaded: it asks the service, or is about to.
        Server.Until(() => File.ReadAllText($"/proc/{process.Id}/maps").Contains("libsecret", StringComparison.Ordinal), "the call");
        process.StandardInput.Close();
        using var signal = Process.Start("kill", ["-INT", $"{process.Id}"]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(8)));
        Assert.Equal(130, process.ExitCode);
    }

    public void Dispose() => _home.Dispose();

    private string Origin(string provider) => Listed().First(key => key.GetProperty("provider").GetString() == provider).GetProperty("origin").GetString()!;

    private string Trouble() => Listed().First().GetProperty("trouble").GetString()!;

    private IEnumerable<System.Text.Json.JsonElement> Listed() => _home.Run("login", "--json").Expect(0).Json.GetProperty("keys").EnumerateArray();
}
