using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;
using Cortex.Engine.Secrets;
using Cortex.Engine.Tests.Inference;

namespace Cortex.Engine.Tests.Secrets;

public sealed class ProviderKeysTests
{
    private const string Stored = "sk-keychain-0a1b2c3d4e5f", InEnvironment = "sk-environment-0a1b2c3d";
    private readonly MemoryKeychain _keychain = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_keychain_comes_first_the_environment_second()
    {
        var keys = Keys();
        Assert.Equal(KeyOrigin.None, (await keys.FindAsync("openai", default)).Origin);
        _environment["OPENAI_API_KEY"] = $" {InEnvironment}\n";
        var found = await keys.FindAsync("openai", default);
        Assert.Equal((KeyOrigin.Environment, InEnvironment), (found.Origin, found.Key!.Reveal()));
        _keychain.Secrets["openai"] = Stored;
        _time.Pass(ProviderKeys.Lifetime);
        found = await keys.FindAsync("openai", default);
        Assert.Equal((KeyOrigin.Keychain, Stored), (found.Origin, found.Key!.Reveal()));
        Assert.Equal(new KeyStatus("openai", true, KeyOrigin.Keychain, "OPENAI_API_KEY", null), await keys.StatusAsync("openai", default));
        Assert.Equal(new KeyStatus("anthropic", false, KeyOrigin.None, "ANTHROPIC_API_KEY", null), await keys.StatusAsync("anthropic", default));
    }

    [Fact]
    public async Task What_another_process_changes_is_noticed_within_the_minute()
    {
        var keys = Keys();
        _keychain.Secrets["openai"] = Stored;
        for (var n = 0; n < 5; n++) Assert.Equal(Stored, (await keys.RequireAsync("openai", default)).Reveal());
        Assert.Equal(1, _keychain.Reads);
        _keychain.Secrets["openai"] = "sk-another-one-0a1b2c";
        Assert.True(ProviderKeys.Lifetime <= TimeSpan.FromSeconds(60));
        _time.Pass(ProviderKeys.Lifetime);
        Assert.Equal("sk-another-one-0a1b2c", (await keys.RequireAsync("openai", default)).Reveal());
        _keychain.Secrets.Clear();
        _time.Pass(ProviderKeys.Lifetime);
        Assert.Equal(ErrorCode.KeyMissing, (await Assert.ThrowsAsync<CortexException>(() => keys.RequireAsync("openai", default))).Code);
    }

    [Fact]
    public async Task Callers_at_once_ask_the_keychain_once()
    {
        var keys = Keys();
        _keychain.Secrets["openai"] = Stored;
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => keys.RequireAsync("openai", default))));
        Assert.All(found, key => Assert.Equal(Stored, key.Reveal()));
        Assert.Equal(1, _keychain.Reads);
    }

    [Fact]
    public async Task A_keychain_that_cannot_be_asked_leaves_the_environment_and_says_why()
    {
        var keys = Keys();
        _keychain.Trouble = "It is locked. Unlock it.";
        var error = await Assert.ThrowsAsync<CortexException>(() => keys.RequireAsync("openai", default));
        Assert.Equal((ErrorCode.KeychainUnavailable, "It is locked. Unlock it. Or set OPENAI_API_KEY in the environment."), (error.Code, error.Message));
        // Its prompt does not come up again at each call.
        await keys.FindAsync("openai", default);
        Assert.Equal(1, _keychain.Reads);
        _environment["OPENAI_API_KEY"] = InEnvironment;
        var found = await keys.FindAsync("openai", default);
        Assert.Equal((KeyOrigin.Environment, "It is locked. Unlock it."), (found.Origin, found.Trouble));
    }

    [Fact]
    public async Task A_call_that_is_given_up_returns_at_once_and_is_not_remembered()
    {
        var keys = Keys();
        _keychain.Hangs = true;
        using var stop = new CancellationTokenSource();
        var asking = keys.RequireAsync("openai", stop.Token);
        Assert.True(SpinWait.SpinUntil(() => _keychain.Reads == 1, TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        _keychain.Hangs = false;
        _keychain.Secrets["openai"] = Stored;
        Assert.Equal(Stored, (await keys.RequireAsync("openai", default)).Reveal());
    }

    [Fact]
    public async Task What_is_no_key_is_not_used()
    {
        var keys = Keys();
        _keychain.Secrets["openai"] = "two words";
        _environment["ANTHROPIC_API_KEY"] = "line\nbreak";
        var found = await keys.FindAsync("openai", default);
        Assert.Null(found.Key);
        Assert.Contains("cortex login openai", found.Trouble);
        Assert.Null((await keys.FindAsync("anthropic", default)).Key);
    }

    [Fact]
    public async Task An_unknown_provider_is_not_repeated()
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => Keys().FindAsync("sk-in-the-wrong-place", default));
        Assert.DoesNotContain("sk-in", error.Message);
        Assert.Contains("openai", error.Message);
    }

    private ProviderKeys Keys() => new(_keychain, _environment.GetValueOrDefault, _time);
}
