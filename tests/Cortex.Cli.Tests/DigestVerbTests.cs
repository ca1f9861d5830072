namespace Cortex.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class DigestVerbTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Fact]
    public void The_first_digest_is_made_when_it_is_asked_for()
    {
        Assert.Contains("Your library is empty.", _home.Run("digest").Expect(0).Out);
        _home.Run("add", "The compressor of the heat pump is loud.", "--title", "\u001b[31mHeat pump").Expect(0);
        var told = _home.Run("digest").Expect(0).Out;
        Assert.Contains("One thing came in since yesterday.", told);
        Assert.DoesNotContain('\u001b', told);
        Assert.DoesNotContain("Forgotten gems", told);
        var digest = _home.Run("digest", "--weekly", "--json").Expect(0).Json;
        Assert.Equal(("weekly", 1), (digest.GetProperty("period").GetString(), digest.GetProperty("sections").GetProperty("recent_total").GetInt32()));
    }

    [Fact]
    public void A_search_says_what_it_did_beyond_what_was_typed()
    {
        _home.Run("add", "You will receive the parcel tomorrow.", "--title", "Parcel").Expect(0);
        Assert.Contains("spelling: recieve → receive", _home.Run("search", "recieve").Expect(0).Out);
        Assert.DoesNotContain("spelling", _home.Run("search", "parcel").Expect(0).Out);
    }

    public void Dispose() => _home.Dispose();
}
