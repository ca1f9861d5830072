using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

public sealed class BrowserNeedTests
{
    private static readonly string Prose = string.Concat(Enumerable.Repeat("<p>The bees have come back to the garden, and with them the noise.</p>", 5));

    [Theory]
    [InlineData("<title>App</title><body><div id=\"root\"></div><script src=/main.js></script>", "scripts")]
    [InlineData("<title>App</title><body><noscript>You need to enable JavaScript to run this app.</noscript><div id='app'>Loading…</div><script type=module src=/m.js></script>", "scripts")]
    [InlineData("<body><app-root></app-root><script src=a.js></script>", "scripts")]
    [InlineData("<body><div id=__next><div class=spinner></div></div><script id=__NEXT_DATA__ type=application/json>{\"text\":\"all of it\"}</script>", "scripts")]
    [InlineData("<body><script>document.write('x')</script>", "scripts")]
    [InlineData("<body><p>Please turn JavaScript on and reload the page.</p><script></script>", "scripts")]
    [InlineData("<title>Just a moment...</title><body><noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>", "person")]
    [InlineData("<body><h1>Making sure you're not a bot!</h1><script id=\"anubis_challenge\" type=\"application/json\">{}</script><p>You are seeing this because the administrator protects the server.</p>", "person")]
    [InlineData("<body><script>var dd={'host':'geo.captcha-delivery.com'}</script>", "person")]
    [InlineData("<head><meta http-equiv=\"refresh\" content=\"0; url=https://new.test/page\"></head><body>Moved.", "https://new.test/page")]
    [InlineData("<meta http-equiv=refresh content='0;URL=/en/'>", "/en/")]
    public void What_holds_no_page_yet_says_why(string html, string why) => Assert.Contains(why, Of(html), StringComparison.Ordinal);

    [Theory]
    [InlineData("<title>Short</title><body><p>Back soon.</p>")]
    [InlineData("<title>Short</title><body><p>Back soon.</p><script src=/count.js></script>")]
    [InlineData("<body><div id=root>{prose}</div><script src=/main.js></script>")]
    [InlineData("<body><noscript>Enable JavaScript to comment.</noscript>{prose}<script src=/main.js></script>")]
    [InlineData("<head><meta http-equiv=refresh content=300></head><body>{prose}")]
    [InlineData("<head><meta http-equiv=refresh content='300; url=/live'></head><body>{prose}")]
    [InlineData("<body>{prose}{prose}{prose}{prose}{prose}<p>The page sets window._cf_chl_opt and waits.</p>")]
    public void A_page_is_a_page(string html) => Assert.Null(Of(html.Replace("{prose}", Prose, StringComparison.Ordinal)));

    [Fact]
    public void A_failure_may_be_a_test_for_browsers()
    {
        Assert.NotNull(BrowserNeed.OfFailure(Failed(403, "<script>window._cf_chl_opt = {}</script>")));
        Assert.NotNull(BrowserNeed.OfFailure(Failed(503, "") with { IsChallenge = true }));
        Assert.Null(BrowserNeed.OfFailure(Failed(403, "<h1>Forbidden</h1>")));
        Assert.Null(BrowserNeed.OfFailure(Failed(200, "<p>window._cf_chl_opt explained</p>")));
    }

    private static string? Of(string html) => BrowserNeed.Of(html, DocumentParser.Parse(new ParseInput(html, DocumentFormat.Html, "https://x.test/"), CancellationToken.None));

    private static FetchedPage Failed(int status, string body) =>
        new() { Asked = new Uri("https://x.test/"), Address = new Uri("https://x.test/"), Status = status, Body = System.Text.Encoding.UTF8.GetBytes(body), FetchedAt = DateTimeOffset.UnixEpoch };
}
