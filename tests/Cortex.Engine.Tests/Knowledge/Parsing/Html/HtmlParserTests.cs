namespace Cortex.Engine.Tests.Knowledge.Parsing.Html;

public sealed class HtmlParserTests
{
    [Fact]
    public void An_article_is_read_without_what_surrounds_it()
    {
        var page = Parsed.Html(
            """
            <!doctype html><html lang="en-GB"><head><title>How bees dance | The Hive</title>
            <meta property="og:site_name" content="The Hive"><meta name="author" content="Ada Byron"><meta property="article:published_time" content="2024-05-01T10:00:00Z">
            <meta name="description" content="On waggling."><link rel="canonical" href="/bees"><style>p { color: red }</style><script>var x = "<p>no</p>";</script></head>
            <body><header><a href="/">The Hive</a><nav><a href="/a">News</a><a href="/b">Shop</a></nav></header>
            <div class="cookie-banner"><p>We value your privacy. Accept all cookies?</p><button>Accept</button></div>
            <main><article><h1>How bees dance<a class="headerlink" href="#bees">¶</a></h1><p>A bee &amp; her   <b>waggle</b>
            tell   the <i>others</i> where to <a href="fly?x=1&amp;y">fly</a>.</p>
            <p hidden>secret</p><p style="display: none">secret</p><noscript><p>secret</p></noscript><template><p>secret</p></template>
            <div class="share-buttons"><a href="https://x.test">Tweet</a></div></article>
            <aside><h2>Most read</h2><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></aside></main>
            <footer><p>© The Hive 2024. All rights reserved.</p></footer></body></html>
            """, "https://hive.example/2024/post.html");
        Assert.Equal(["Heading1: How bees dance", "Paragraph: A bee & her waggle tell the others where to fly."], page.Outline());
        Assert.Equal(["Bold: waggle", "Italic: others", "Link: fly -> https://hive.example/2024/fly?x=1&y"], page.Marks());
        Assert.Equal("How bees dance", page.Title);
        Assert.Equal(
            ["byline=Ada Byron", "canonical_url=https://hive.example/bees", "description=On waggling.", "language=en-GB", "published_at=2024-05-01T10:00:00+00:00", "site_name=The Hive"],
            page.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value.GetString()}"));
    }

    [Fact]
    public void Lists_nest_and_count()
    {
        var page = Parsed.Html("<ul><li>one<ul><li>deep</li></ul></li><li><p>two</p><p>still two</p></li></ul><ol start=3><li>c</li><li value=9>i</li><li>j</li></ol>");
        Assert.Equal(["ListItem1: one", "ListItem2: deep", "ListItem1: two\nstill two", "ListItem1#3: c", "ListItem1#9: i", "ListItem1#10: j"], page.Outline());
        Assert.Equal("one\ndeep\ntwo\nstill two\nc\ni\nj", page.Text);
    }

    [Fact]
    public void Code_is_kept_verbatim()
    {
        var page = Parsed.Html("<p>Run <code>ls  -l</code></p><div class='highlight-python3'><pre>\n<span class=nav>if</span> x:\n\n    y &lt; 1<br>z\t\n\n</pre></div><pre><code class='language-rust'>fn f()</code></pre>");
        Assert.Equal(["Paragraph: Run ls -l", "Code(python): if x:\n\n    y < 1\nz", "Code(rust): fn f()"], page.Outline());
        Assert.Equal(["Code: ls -l"], page.Marks());
    }

    [Fact]
    public void A_table_is_a_block_for_each_row_with_tabs_between_cells()
    {
        var page = Parsed.Html("<table><caption>Ages</caption><thead><tr><th>Name<th>Age</thead><tr><td><p>Ada</p><p>Byron</p><td>36<tr><td><td>12</table>");
        Assert.Equal(["Paragraph: Ages", "TableRow: Name\tAge", "TableRow: Ada Byron\t36", "TableRow: \t12"], page.Outline());
        Assert.Equal(["Bold: Name", "Bold: Age"], page.Marks());
        Assert.Equal("Ages\n\nName\tAge\nAda Byron\t36\n\t12", page.Text);
    }

    [Fact]
    public void A_table_that_lays_out_the_page_is_no_table()
    {
        var page = Parsed.Html("<table><tr><td><h2>Left</h2><p>text</p></td><td><p>right</p></td></tr></table>");
        Assert.Equal(["Heading2: Left", "Paragraph: text", "Paragraph: right"], page.Outline());
    }

    [Fact]
    public void Quotes_and_definitions_keep_their_shape()
    {
        var page = Parsed.Html("<blockquote><p>a</p><blockquote>b</blockquote>c</blockquote><dl><dt>term</dt><dd><p>meaning</p><p>more</p></dd></dl>");
        Assert.Equal(["Quote1: a", "Quote2: b", "Quote1: c", "Paragraph: term", "Paragraph: meaning", "Paragraph: more"], page.Outline());
        Assert.EndsWith("term\nmeaning\n\nmore", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Bold: term"], page.Marks());
    }

    [Fact]
    public void Line_breaks_stay_and_two_of_them_part_a_paragraph() =>
        Assert.Equal(["Paragraph: a\nb", "Paragraph: c"], Parsed.Html("<p>a<br> b <br><br> c<br></p>").Outline());

    [Fact]
    public void White_space_collapses_as_in_a_browser() =>
        Assert.Equal("ab c d e f\n\ng", Parsed.Html("<div>a<span>b</span> <span> c</span>\n<b> d </b> e&nbsp;f</div>&nbsp;<div>g&shy;</div>").Text);

    [Fact]
    public void A_mark_around_blocks_becomes_one_in_each()
    {
        var page = Parsed.Html("<a href='https://x.test/'><h2>head</h2><p>te<b>x</b>t</p></a>");
        Assert.Equal(["Link: head -> https://x.test/", "Link: text -> https://x.test/", "Bold: x"], page.Marks());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" java\nscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:https://x/y")]
    [InlineData(":x")]
    [InlineData("")]
    public void A_link_that_no_reader_can_follow_is_text(string href)
    {
        foreach (var url in new[] { null, "https://x.test/a" })
        {
            var marks = Parsed.Html($"<p>a <a href=\"{href}\">link</a></p>", url).Marks();
            Assert.DoesNotContain(marks, m => m.Contains("script", StringComparison.OrdinalIgnoreCase) || m.Contains("data:", StringComparison.Ordinal) || m.Contains("file:", StringComparison.Ordinal) || m.Contains("blob:", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("/a", "https://x.test/d/p", null, "https://x.test/a")]
    [InlineData("a b#c", "https://x.test/d/p", null, "https://x.test/d/a%20b#c")]
    [InlineData("#c", "https://x.test/d/p", null, "https://x.test/d/p#c")]
    [InlineData("a", "https://x.test/d/p", "/base/", "https://x.test/base/a")]
    [InlineData("a", null, "https://y.test/z/", "https://y.test/z/a")]
    [InlineData("//z.test/q", null, null, "https://z.test/q")]
    [InlineData("a/b.html", null, null, "a/b.html")]
    [InlineData("mailto:a@b.test", null, null, "mailto:a@b.test")]
    public void Links_become_absolute_where_a_base_is_known(string href, string? url, string? @base, string expected) =>
        Assert.Equal([$"Link: link -> {expected}"], Parsed.Html($"<head>{(@base is null ? "" : $"<base href='{@base}'>")}</head><body><p>a <a href='{href}'>link</a></p>", url).Marks());

    [Fact]
    public void A_page_of_links_keeps_them() =>
        Assert.Equal(
            ["Heading1: Index", "ListItem1: alpha", "ListItem1: beta", "ListItem1: gamma"],
            Parsed.Html("<div class=sidebar><h1>Index</h1><ul><li><a href=a>alpha</a><li><a href=b>beta</a><li><a href=c>gamma</a></ul></div>").Outline());

    [Fact]
    public void A_page_that_hides_its_body_until_a_script_shows_it_is_read() =>
        Assert.Contains("worth reading", Parsed.Html($"<body><div style='visibility:hidden'>{string.Concat(Enumerable.Repeat("<p>This is worth reading.</p>", 20))}</div>").Text, StringComparison.Ordinal);

    [Fact]
    public void Prose_wins_where_nothing_names_the_content()
    {
        var links = string.Concat(Enumerable.Range(0, 30).Select(i => $"<li><a href=/{i}>Section number {i}</a></li>"));
        var prose = string.Concat(Enumerable.Repeat("<p>The quick brown fox jumps over the lazy dog, and then it rests for a while.</p>", 8));
        var page = Parsed.Html($"<body><div class=x1><ul>{links}</ul></div><div class=x2><h1>Foxes</h1>{prose}</div><div class=x3><ul>{links}</ul></div></body>");
        Assert.Equal(9, page.Blocks.Count);
        Assert.Equal("Foxes", page.Title);
    }

    [Fact]
    public void The_title_in_a_header_outside_the_content_is_kept() =>
        Assert.Equal(
            ["Heading1: git-x(1)", "Paragraph: git-x - does x", "Heading2: SYNOPSIS", "Code: git x"],
            Parsed.Html("<body><div id=header><h1>git-x(1)</h1><p>git-x - does x</p></div><div id=content><h2>SYNOPSIS</h2><pre>git x</pre></div><div id=footer><div id=footer-text>Last updated today</div></div></body>").Outline());

    [Theory]
    [InlineData("<title>A — B</title><h1>A</h1>", "A")]
    [InlineData("<title>Long name of it</title><body><h1>Long name</h1>", "Long name")]
    [InlineData("<title>T</title><meta property='og:title' content=' O  T '><body><h1>H</h1>", "O T")]
    [InlineData("<body><h1>Only <i>this</i><a href='#t'>#</a></h1>", "Only this")]
    [InlineData("<title>Owning - The Book</title><body><div id=menu><h1>The Book</h1></div><main><h2>Owning</h2><p>x</main>", "Owning")]
    [InlineData("<title>Bee - Wiki</title><body><h1>Bee</h1>", "Bee")]
    [InlineData("<p>nothing", null)]
    public void Titles_are_those_of_the_page_not_of_the_site(string content, string? expected) => Assert.Equal(expected, Parsed.Html(content).Title);

    [Fact]
    public void Linked_data_names_author_and_date()
    {
        var page = Parsed.Html("""<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":[{"name":"Ada"},{"name":"Grace"}],"datePublished":"2023-02-03"}]}</script><script type="application/ld+json">{broken</script><p>x""");
        Assert.Equal("Ada, Grace", page.Metadata["byline"].GetString());
        Assert.Equal("2023-02-03", page.Metadata["published_at"].GetString());
    }

    [Fact]
    public void A_character_reference_cannot_smuggle_in_what_text_must_not_hold() =>
        Assert.Equal("a b � c\n\nx\ny", Parsed.Html("<p>a&#13;b &#xD800; c</p><pre>x&#13;y</pre>").Text);
}
