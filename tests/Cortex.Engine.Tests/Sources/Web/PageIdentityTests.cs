using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

public sealed class PageIdentityTests
{
    [Theory]
    [InlineData("https://Site.test:443/a?b=1#part", "https://site.test/a?b=1")]
    [InlineData("http://site.test:80", "http://site.test/")]
    [InlineData("https://site.test:8443/a", "https://site.test:8443/a")]
    [InlineData("https://site.test/a?utm_source=x&utm_medium=y", "https://site.test/a")]
    [InlineData("https://site.test/a?id=7&UTM_Campaign=x&fbclid=1&page=2&gclid=3", "https://site.test/a?id=7&page=2")]
    [InlineData("https://site.test/a?", "https://site.test/a")]
    [InlineData("https://site.test/a?b&&c=", "https://site.test/a?b&c=")]
    [InlineData("https://bücher.test/ä", "https://xn--bcher-kva.test/%C3%A4")]
    [InlineData("https://[2606:4700::1]/a", "https://[2606:4700::1]/a")]
    public void What_does_not_tell_pages_apart_is_left_out(string url, string expected) => Assert.Equal(expected, PageIdentity.Of(new Uri(url), canonical: null));

    [Theory]
    // The site's own word.
    [InlineData("https://site.test/a?ref=home", "https://site.test/a", "https://site.test/a")]
    [InlineData("https://m.site.test/a", "https://www.site.test/a", "https://www.site.test/a")]
    [InlineData("https://site.test/amp/a", "https://site.test/a?utm_source=amp", "https://site.test/a")]
    [InlineData("https://site.test/a", "http://site.test/b", "https://site.test/b")]
    [InlineData("https://site.test/", "https://site.test/", "https://site.test/")]
    // Not for another site, nor one page for all.
    [InlineData("https://site.test/a", "https://other.test/a", "https://site.test/a")]
    [InlineData("https://site.test/a", "https://site.test.evil.test/a", "https://site.test/a")]
    [InlineData("https://a.host.test/x", "https://b.host.test/x", "https://a.host.test/x")]
    [InlineData("https://site.test/a", "https://site.test:8443/a", "https://site.test/a")]
    [InlineData("https://site.test/a", "https://site.test/", "https://site.test/a")]
    [InlineData("https://site.test/a", "https://user@site.test/b", "https://site.test/a")]
    [InlineData("https://site.test/a", "javascript:x", "https://site.test/a")]
    [InlineData("https://site.test/a", "nonsense", "https://site.test/a")]
    public void A_page_says_what_its_address_is_within_its_site(string url, string canonical, string expected) => Assert.Equal(expected, PageIdentity.Of(new Uri(url), canonical));
}
