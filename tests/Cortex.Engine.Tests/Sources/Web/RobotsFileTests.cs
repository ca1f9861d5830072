using System.Diagnostics;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

public sealed class RobotsFileTests
{
    [Theory]
    // The longest rule says it, and allow before disallow where both are as long.
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", false)]
    [InlineData("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/", true)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    // Nothing named is allowed.
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("<html><body>Not found</body></html>", "/a", true)]
    // A group of one's own in place of the common one, by the name alone, in any case.
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: cortex\nDisallow: /b", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: CORTEX/2.0\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: Cortexbot\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nUser-agent: Cortex\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: Cortex\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true)]
    [InlineData("User-agent: Cortex\nDisallow: /a\n\nUser-agent: Cortex\nDisallow: /b", "/a", false)]
    [InlineData("User-agent: Cortex\nDisallow: /a\n\nUser-agent: Cortex\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: Cortex\nSitemap: https://x.test/s.xml\nDisallow: /a", "/a", false)]
    // Wildcards.
    [InlineData("User-agent: *\nDisallow: /*.php", "/index.php?x=1", false)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/index.php?x=1", true)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/a.php/b.php", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbxxbxxc", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/acb", true)]
    [InlineData("User-agent: *\nDisallow: *", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /fish*", "/fishheads", false)]
    [InlineData("User-agent: *\nDisallow: /fish", "/Fish", true)]
    [InlineData("User-agent: *\nDisallow: /*?", "/a?b", false)]
    // One spelling of what means the same.
    [InlineData("User-agent: *\nDisallow: /ä", "/%C3%A4", false)]
    [InlineData("User-agent: *\nDisallow: /%c3%a4", "/ä", false)]
    [InlineData("User-agent: *\nDisallow: /%61%2Fb", "/a%2fb", false)]
    // Comments, white space, line ends, a mark at the beginning.
    [InlineData("\uFEFFuser-AGENT : * # all\r\n  DISALLOW:/a # here\r\n", "/a", false)]
    [InlineData("User-agent: *\rDisallow: /a", "/a", false)]
    public void A_page_may_be_fetched_or_not(string robots, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsFile.Parse(robots, "Cortex").Allows(new Uri("https://x.test" + path)));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 2.5", 2.5)]
    [InlineData("User-agent: *\nCrawl-delay: many", null)]
    [InlineData("User-agent: *\nCrawl-delay: -1", null)]
    [InlineData("User-agent: other\nCrawl-delay: 5", null)]
    public void The_pause_it_asks_for(string robots, double? seconds) => Assert.Equal(seconds, RobotsFile.Parse(robots, "Cortex").Delay?.TotalSeconds);

    [Fact]
    public void Hostile_rules_cost_little()
    {
        var robots = "User-agent: *\n" + string.Concat(Enumerable.Repeat($"Disallow: /{string.Concat(Enumerable.Repeat("*a", 900))}b$\n", 280));
        var clock = Stopwatch.StartNew();
        Assert.True(RobotsFile.Parse(robots, "Cortex").Allows(new Uri("https://x.test/" + new string('a', 7900))));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
