using Cortex.Contract.Errors;
using Cortex.Contract.Secrets;
using Cortex.Contract.Status;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Tests.Providers;

/// <summary>A key is shown to its provider, and to nobody else, before it is stored.</summary>
public sealed class ProviderKeyCheckTests : IAsyncDisposable
{
    private const string New = "sk-new-0123456789abcdef";
    private readonly TestLibrary _library = new();
    private readonly FaultServer _server = FaultServer.StartElsewhere();

    public async ValueTask DisposeAsync()
    {
        await _library.DisposeAsync();
        await _server.DisposeAsync();
    }

    public static TheoryData<string, string> Paths => new() { { "openai", "/v1/models" }, { "anthropic", "/v1/models?limit=1" } };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_key_that_is_taken_is_stored(string provider, string path)
    {
        await AtAsync(_server.Address);
        _server.Always(path, request => Takes(request) ? ScriptedAnswer.Json("""{"data":[],"has_more":false}""") : ScriptedAnswer.Json("""{"error":{"message":"no"}}""", 401));
        Assert.Equal((true, null), await LoginAsync(provider));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task One_that_is_refused_is_not_stored_and_not_repeated(string provider, string path)
    {
        await AtAsync(_server.Address);
        _server.Always(path, request => ScriptedAnswer.Json($$$"""{"type":"error","error":{"type":"authentication_error","message":"invalid {{{New}}}"}}""", Takes(request) ? 401 : 500));
        var error = await Assert.ThrowsAsync<CortexException>(() => LoginAsync(provider));
        Assert.Equal(ErrorCode.KeyRejected, error.Code);
        Assert.DoesNotContain(New, ProviderConformanceTests.Everything(error), StringComparison.Ordinal);
        Assert.Empty(_keychain.Secrets);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_provider_that_fails_is_told_with_the_way_around(string provider, string path)
    {
        await AtAsync(_server.Address);
        _server.Always(path, ScriptedAnswer.Json("""{"error":{"message":"down"}}""", 503));
        var error = await Assert.ThrowsAsync<CortexException>(() => LoginAsync(provider));
        Assert.NotEqual(ErrorCode.KeyRejected, error.Code);
        Assert.Contains("--no-check", error.Message, StringComparison.Ordinal);
        Assert.Empty(_keychain.Secrets);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task In_local_mode_nothing_is_sent(string provider, string path)
    {
        await AtAsync(_server.Elsewhere);
        _server.Always(path, ScriptedAnswer.Json("""{"data":[]}"""));
        await _library.Engine.Settings.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?> { ["ai_mode"] = "local" }));
        var (taken, note) = await LoginAsync(provider);
        Assert.False(taken);
        Assert.Contains("local", note, StringComparison.Ordinal);
        Assert.Equal(0, _server.Connections);
        Assert.Single(_keychain.Secrets);
    }

    private readonly Secrets.MemoryKeychain _keychain = new();

    private static bool Takes(ReceivedRequest request) => request.Header("Authorization") == $"Bearer {New}" || request.Header("x-api-key") == New;

    private Task AtAsync(Uri address) => _library.Engine.Settings.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?>
    {
        ["openai_base_url"] = new Uri(address, "v1").ToString(),
        ["anthropic_base_url"] = address.ToString(),
    }));

    private async Task<(bool Checked, string? Note)> LoginAsync(string provider)
    {
        using var keys = new ProviderKeys(_keychain, _ => null, TimeProvider.System);
        var report = await new ProviderLogin(keys, _library.Engine.KeyChecks).LoginAsync(provider, New, check: true, CancellationToken.None);
        Assert.Equal(KeyOrigin.Keychain, report.Origin);
        return (report.Checked, report.Note);
    }
}
