using System.Text.Json;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Markdown;

public sealed class MarkdownParserTests
{
    [Fact]
    public void Markup_is_taken_out_and_kept_as_blocks_and_marks()
    {
        var note = Parsed.Markdown(
            """
            # A *plan*

            Some **bold _both_**, ~~gone~~ and `co  de`
            over lines, see [the docs](guide.md "t") or <https://x.test/y> or https://z.test.

            > quoted
            > > twice

            ---

            ```python title="x"
            if x:

                y
            ```

                indented
            """, "https://w.test/a/");
        Assert.Equal(
            ["Heading1: A plan", "Paragraph: Some bold both, gone and co de over lines, see the docs or https://x.test/y or https://z.test.", "Quote1: quoted", "Quote2: twice",
                "Code(python): if x:\n\n    y", "Code: indented"],
            note.Outline());
        Assert.Equal(
            ["Italic: plan", "Bold: bold both", "Italic: both", "Strike: gone", "Code: co de", "Link: the docs -> https://w.test/a/guide.md", "Link: https://x.test/y -> https://x.test/y", "Link: https://z.test -> https://z.test/"],
            note.Marks());
        Assert.Equal("A plan", note.Title);
    }

    [Fact]
    public void Lists_nest_count_and_have_tasks()
    {
        var note = Parsed.Markdown("- one\n  - deep\n\n    more\n- [x] done\n- [ ] open\n\n3. c\n4. d\n\n   ```\n   x\n   ```\n   after\n");
        Assert.Equal(["ListItem1: one", "ListItem2: deep\nmore", "ListItem1: [x] done", "ListItem1: [ ] open", "ListItem1#3: c", "ListItem1#4: d", "Code: x", "Paragraph: after"], note.Outline());
    }

    [Fact]
    public void Tables_are_rows_with_tabs_between_cells()
    {
        var note = Parsed.Markdown("| a | b |\n|---|---|\n| 1 | **2** |\n|   | [[x\\|y]] |\n");
        Assert.Equal(["TableRow: a\tb", "TableRow: 1\t2", "TableRow: \ty"], note.Outline());
        Assert.Equal(["Bold: a", "Bold: b", "Bold: 2"], note.Marks());
    }

    [Fact]
    public void Wiki_links_show_what_they_are_to_show()
    {
        var note = Parsed.Markdown("See [[Project X|the project]], [[Other]] and ![[pic.png]], not [[]] or [[a\nb]].");
        Assert.Equal("See the project, Other and pic.png, not [[]] or [[a b]].", note.Text);
        Assert.Equal("""["Project X","Other","pic.png"]""", note.Metadata["wikilinks"].GetRawText());
    }

    [Fact]
    public void Html_within_is_stripped_of_its_tags()
    {
        var note = Parsed.Markdown("a <b>bold</b><br>c <!-- no --> &copy; <kbd>k</kbd>\n\n<div align=center><p>in &amp; out</p><script>no()</script></div>\n\n<!-- nothing -->\n\nend");
        Assert.Equal(["Paragraph: a bold\nc © k", "Paragraph: in & out", "Paragraph: end"], note.Outline());
    }

    [Fact]
    public void A_picture_is_its_description_and_a_badge_is_nothing() =>
        Assert.Equal(["Heading1: name", "Paragraph: see a cat"], Parsed.Markdown("# name [![Build](b.svg)](https://ci.test)\n\nsee ![a cat](c.png)").Outline());

    [Fact]
    public void Footnotes_and_references_are_resolved()
    {
        var note = Parsed.Markdown("A claim[^n] and a [ref].\n\n[^n]: The *source*.\n\n[ref]: https://r.test/x\n");
        Assert.Equal(["Paragraph: A claim[1] and a ref.", "Paragraph: [1] The source."], note.Outline());
        Assert.Contains("Link: ref -> https://r.test/x", note.Marks());
    }

    [Fact]
    public void A_script_is_no_link() => Assert.Empty(Parsed.Markdown("[x](javascript:alert(1)) <javascript:alert(1)> ![i](data:x) [y](<java\tscript:x>)").Marks());

    [Fact]
    public void Front_matter_becomes_metadata_title_and_tags()
    {
        var note = Parsed.Markdown("---\ntitle: \"The: note\"\ntags: [a, '#b', a, 7]\nkeywords: c d, e\ndate: 2024-01-02\ndraft: false\nrank: 3\nshare: 0.5\nzip: 007\nempty:\nnested: {x: [1, {y: ~}]}\n---\n\nBody\n");
        Assert.Equal("The: note", note.Title);
        Assert.Equal(["a", "b", "7", "c d", "e"], note.Tags);
        Assert.Equal("Body", note.Text);
        Assert.Equal("""2024-01-02,false,3,0.5,007,null,{"x":[1,{"y":null}]}""", string.Join(',', new[] { "date", "draft", "rank", "share", "zip", "empty", "nested" }.Select(n => note.Metadata[n] is { ValueKind: JsonValueKind.String } s ? s.GetString() : note.Metadata[n].GetRawText())));
    }

    [Theory]
    [InlineData("---\na: [1, 2\nb: }\n---\nBody", "a: [1, 2\nb: }")]
    [InlineData("---\na: &a [x, x]\nb: &b [*a, *a]\n---\nBody", "a: &a [x, x]\nb: &b [*a, *a]")]
    [InlineData("---\n? [a, b]\n: c\n---\nBody", "? [a, b]\n: c")]
    [InlineData("+++\ntitle = \"T\"\n+++\nBody", "title = \"T\"")]
    public void Front_matter_that_is_not_followed_is_kept_as_it_stands(string content, string raw)
    {
        var note = Parsed.Markdown(content);
        Assert.Equal("Body", note.Text);
        Assert.Equal(raw, note.Metadata["front_matter"].GetString());
    }

    [Theory]
    [InlineData("---\njust text\n---\n")]
    [InlineData("---\na: b\nno end")]
    [InlineData("--- x\na: b\n---\n")]
    public void A_rule_is_no_front_matter(string content)
    {
        var note = Parsed.Markdown(content);
        Assert.Empty(note.Metadata);
        Assert.NotEqual("", note.Text);
    }

    [Fact]
    public void A_note_without_a_heading_has_no_title_of_its_own() => Assert.Null(Parsed.Markdown("first *words*\n\nmore").Title);

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("**a ")]
    [InlineData("*a _b ")]
    [InlineData("[a](")]
    [InlineData("`a ``b ")]
    [InlineData("http://a.b ")]
    [InlineData("www.a.b ")]
    [InlineData("<b>")]
    [InlineData("|")]
    [InlineData("[[a|b ")]
    [InlineData("[a]: b\n")]
    [InlineData("- a\n")]
    public void Markup_nested_or_repeated_without_end_is_read(string piece) => Assert.NotNull(Parsed.Markdown(string.Concat(Enumerable.Repeat(piece, 30_000)) + "end").Text);

    [Fact]
    public void Lists_nested_beyond_reason_are_read_as_text() =>
        Assert.Contains("- a", Parsed.Markdown(string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', 2 * i) + "- a\n"))).Text, StringComparison.Ordinal);

    [Fact]
    public void Yaml_nested_beyond_reason_is_kept_as_it_stands() =>
        Assert.True(Parsed.Markdown("---\na: " + new string('[', 50_000) + "\n---\nx").Metadata.ContainsKey("front_matter"));
}
