using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Tests.Secrets;

public sealed class ProviderLoginTests
{
    private const string Key = "sk-login-0a1b2c3d4e5f";
    private readonly MemoryKeychain _keychain = new();
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public async Task A_key_that_the_provider_takes_is_stored()
    {
        var asked = new Check(_ => Task.CompletedTask);
        var report = await Login(asked).LoginAsync("openai", $"{Key}\r\n", check: true, default);
        Assert.Equal(new LoginReport("openai", KeyOrigin.Keychain, Checked: true, Note: null), report);
        Assert.Equal(Key, _keychain.Secrets["openai"]);
        Assert.Equal([Key], asked.Asked);
    }

    [Fact]
    public async Task A_key_that_it_does_not_take_is_not()
    {
        var login = Login(new Check(_ => throw new CortexException(ErrorCode.KeyRejected, "OpenAI does not know this key.")));
        Assert.Equal(ErrorCode.KeyRejected, (await Assert.ThrowsAsync<CortexException>(() => login.LoginAsync("openai", Key, check: true, default))).Code);
        Assert.Empty(_keychain.Secrets);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_leaves_it_to_the_user()
    {
        var asked = new Check(_ => throw new CortexException(ErrorCode.PageUnreachable, "api.openai.com does not answer."));
        var error = await Assert.ThrowsAsync<CortexException>(() => Login(asked).LoginAsync("openai", Key, check: true, default));
        Assert.Contains("--no-check", error.Message);
        Assert.Empty(_keychain.Secrets);
        var report = await Login(asked).LoginAsync("openai", Key, check: false, default);
        Assert.False(report.Checked);
        Assert.Single(asked.Asked);
        Assert.Equal(Key, _keychain.Secrets["openai"]);
    }

    [Fact]
    public async Task Without_a_check_it_says_so()
    {
        var report = await Login().LoginAsync("anthropic", Key, check: true, default);
        Assert.False(report.Checked);
        Assert.Contains("Anthropic", report.Note);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("sk-1234")]
    [InlineData("sk-first-key\nsk-second-key")]
    [InlineData("sk-with space-12345")]
    [InlineData("sk-bell\u0007-1234567")]
    [InlineData("sk-accent-é-1234567")]
    public async Task What_is_no_key_is_refused_and_not_repeated(string text)
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => Login().LoginAsync("openai", text, check: true, default));
        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.DoesNotContain("sk-", error.Message);
        Assert.Empty(_keychain.Secrets);
    }

    [Fact]
    public async Task A_key_has_a_greatest_length()
    {
        await Login().LoginAsync("openai", new string('k', ProviderKey.MaxLength), check: true, default);
        await Assert.ThrowsAsync<CortexException>(() => Login().LoginAsync("openai", new string('k', ProviderKey.MaxLength + 1), check: true, default));
    }

    [Fact]
    public async Task Without_a_keychain_it_says_what_to_do()
    {
        _keychain.Trouble = "There is none.";
        foreach (var failing in (Func<Task>[])[() => Login().PrepareAsync("openai", default), () => Login().LoginAsync("openai", Key, check: true, default)])
        {
            var error = await Assert.ThrowsAsync<CortexException>(failing);
            Assert.Equal(ErrorCode.KeychainUnavailable, error.Code);
            Assert.Contains("OPENAI_API_KEY", error.Message);
        }
    }

    [Fact]
    public async Task What_the_keychain_drops_is_not_reported_as_stored()
    {
        var login = new ProviderLogin(new ProviderKeys(new MemoryKeychain { Drops = true }, _environment.GetValueOrDefault, TimeProvider.System), []);
        Assert.Equal(ErrorCode.KeychainUnavailable, (await Assert.ThrowsAsync<CortexException>(() => login.LoginAsync("openai", Key, check: true, default))).Code);
    }

    [Fact]
    public async Task Logout_says_what_is_left()
    {
        await Login().LoginAsync("openai", Key, check: true, default);
        _environment["OPENAI_API_KEY"] = "sk-environment-123456";
        Assert.Equal(new LogoutReport("openai", Removed: true, KeyOrigin.Environment, "OPENAI_API_KEY"), await Login().LogoutAsync("openai", default));
        _environment.Clear();
        Assert.Equal(new LogoutReport("openai", Removed: false, KeyOrigin.None, "OPENAI_API_KEY"), await Login().LogoutAsync("openai", default));
    }

    private ProviderLogin Login(params IKeyCheck[] checks) => new(new ProviderKeys(_keychain, _environment.GetValueOrDefault, TimeProvider.System), checks);

    private sealed class Check(Func<ProviderKey, Task> check) : IKeyCheck
    {
        public List<string> Asked { get; } = [];
        public string Provider => "openai";

        public Task CheckAsync(ProviderKey key, CancellationToken ct)
        {
            Asked.Add(key.Reveal());
            return check(key);
        }
    }
}
