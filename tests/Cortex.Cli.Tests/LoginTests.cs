using Cortex.Engine.Tests.Providers;

namespace Cortex.Cli.Tests;

/// <summary><c>cortex login</c> where there is no keychain, and what it asks for.</summary>
[Trait("Speed", "slow")]
public sealed class LoginTests : IDisposable
{
    private const string Key = "sk-login-0a1b2c3d4e5f";
    private readonly TemporaryHome _home = new();

    [Fact]
    public void Without_a_session_it_says_what_to_do()
    {
        if (!OperatingSystem.IsLinux()) return;
        var told = _home.RunWith(Key, "login", "anthropic").Expect(1);
        Assert.Contains("ANTHROPIC_API_KEY", told.Error);
        Assert.Equal("keychain_unavailable", _home.RunWith(Key, "login", "anthropic", "--json").Expect(1).Json.GetProperty("code").GetString());
        Assert.Contains("no key", _home.Run("login").Expect(0).Out);
    }

    [Fact]
    public void The_environment_is_the_fallback()
    {
        _home.Environment["OPENAI_API_KEY"] = Key;
        var listed = _home.Run("login", "--json").Expect(0);
        var openai = listed.Json.GetProperty("keys")[0];
        Assert.Equal(("openai", true, "environment"), (openai.GetProperty("provider").GetString(), openai.GetProperty("has_key").GetBoolean(), openai.GetProperty("origin").GetString()));
        Assert.DoesNotContain(Key[^4..], listed.Out + _home.Run("login").Expect(0).Out);
    }

    [Theory]
    [InlineData("login", "openai", Key)]
    [InlineData("login", "openai", "--key", Key)]
    [InlineData("login", $"--key={Key}", "openai")]
    [InlineData("login", "openai", "--no-check", Key, "--json")]
    [InlineData("login", Key)]
    [InlineData("logout", Key)]
    [InlineData("logout", "openai", Key)]
    public void A_key_on_the_command_line_is_refused_and_not_repeated(params string[] arguments)
    {
        var told = _home.Run(arguments).Expect(1);
        Assert.DoesNotContain(Key, told.Out + told.Error);
        Assert.NotEqual("", told.Out + told.Error);
    }

    [KeyringFact]
    public void A_terminal_does_not_show_what_is_typed_and_shows_it_again_afterwards()
    {
        using var session = new KeyringSession(_home);
        using var terminal = new TypedTerminal(_home, $"{TemporaryHome.Executable} login openai --no-check; stty -a | tr ' ' '\\n' | grep -x -e echo -e -echo");
        terminal.WaitFor("(not shown): ");
        terminal.Type($"{Key}\n");
        var shown = terminal.ReadToEnd();
        Assert.Contains("is in the keychain", shown);
        Assert.DoesNotContain(Key, shown);
        Assert.Equal("echo", shown.TrimEnd().Split('\n')[^1].Trim());
    }

    [KeyringFact]
    public void A_terminal_is_as_it_was_after_Ctrl_C()
    {
        using var session = new KeyringSession(_home);
        using var terminal = new TypedTerminal(_home, $"trap : INT; {TemporaryHome.Executable} login openai; echo ended $?; stty -a | tr ' ' '\\n' | grep -x -e echo -e -echo");
        terminal.WaitFor("(not shown): ");
        terminal.Type("sk-half\u0003");
        var shown = terminal.ReadToEnd();
        Assert.Contains("ended 130", shown);
        Assert.DoesNotContain("sk-half", shown);
        Assert.Equal("echo", shown.TrimEnd().Split('\n')[^1].Trim());
    }

    [KeyringFact]
    public async Task The_provider_is_asked_before_the_key_is_stored()
    {
        using var session = new KeyringSession(_home);
        await using var provider = FaultServer.Start();
        provider.Always("/v1/models", request => request.Header("Authorization") == $"Bearer {Key}" ? ScriptedAnswer.Json("""{"data":[]}""") : ScriptedAnswer.Json("""{"error":{"message":"Incorrect API key provided"}}""", 401));
        _home.Environment["CORTEX_OPENAI_BASE_URL"] = new Uri(provider.Address, "v1").ToString();
        var refused = _home.RunWith("sk-some-other-key-1234", "login", "openai", "--json").Expect(1);
        Assert.Equal("key_rejected", refused.Json.GetProperty("code").GetString());
        Assert.Contains("no key", _home.Run("login").Expect(0).Out);
        Assert.True(_home.RunWith(Key, "login", "openai", "--json").Expect(0).Json.GetProperty("checked").GetBoolean());
        Assert.Contains("key in the keychain", _home.Run("login").Expect(0).Out);
        // The key is what the provider is asked with from now on.
        Assert.Contains("reached", _home.Run("models").Expect(0).Out);
    }

    public void Dispose() => _home.Dispose();
}
