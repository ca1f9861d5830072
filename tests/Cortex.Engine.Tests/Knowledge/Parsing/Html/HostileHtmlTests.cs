using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Html;

public sealed class HostileHtmlTests
{
    [Theory]
    [InlineData("<div>x")]
    [InlineData("<ul><li>x")]
    [InlineData("<blockquote>x")]
    [InlineData("<b>x")]
    [InlineData("<p><b>x")]
    [InlineData("<table><tr><td>x")]
    [InlineData("<div><table><td></div>x")]
    [InlineData("<div><span></div>x")]
    [InlineData("<b><div></b>x")]
    [InlineData("<a href=x><div>x")]
    [InlineData("<svg><td>x")]
    [InlineData("<svg><style><g>x")]
    [InlineData("<select><option>x")]
    [InlineData("<template>x")]
    [InlineData("<form>x")]
    [InlineData("<x-y>x")]
    [InlineData("</p>")]
    [InlineData("<!--")]
    [InlineData("&amp;")]
    public void Markup_nested_or_repeated_without_end_is_read(string piece)
    {
        var page = Parsed.Html(string.Concat(Enumerable.Repeat(piece, 20_000)) + "<p>end");
        Assert.True(page.Blocks.Count <= 60_000);
    }

    [Fact]
    public void Formatting_that_is_never_closed_is_not_multiplied()
    {
        var page = Parsed.Html(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<font size={i}><p>x")));
        Assert.Equal(20_000, page.Blocks.Count);
    }

    [Fact]
    public void What_stands_too_deep_keeps_its_text_and_its_lines()
    {
        var page = Parsed.Html(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<div>line {i}")));
        Assert.StartsWith("line 0\n\nline 1\n\n", page.Text, StringComparison.Ordinal);
        Assert.Contains("line 1998", page.Text, StringComparison.Ordinal);
        Assert.EndsWith("line 1999", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_nothing_but_tags_is_read_without_a_tree()
    {
        var page = Parsed.Html("<title>T</title>" + string.Concat(Enumerable.Repeat("<p>a&lt;<b>b</b></p>", 160_000)));
        Assert.Equal(160_001, page.Blocks.Count);
        Assert.Equal("a<b", page.Slice(page.Blocks[5]));
    }

    [Fact]
    public void A_tag_with_a_hundred_thousand_attributes_is_one_tag() =>
        Assert.Equal("x", Parsed.Html("<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")) + ">x").Text);

    [Fact]
    public void A_row_of_a_thousand_cells_is_one_block_and_one_of_a_hundred_thousand_is_read()
    {
        Assert.Contains("y", Parsed.Html("<table><tr>" + string.Concat(Enumerable.Repeat("<td>x", 100_000)) + "<tr><td>y</table>").Text, StringComparison.Ordinal);
        var page = Parsed.Html("<table><tr>" + string.Concat(Enumerable.Repeat("<td>x", 1_000)) + "<tr><td>y</table>");
        Assert.Equal(1_000, page.Text.Split('\n')[0].Split('\t').Length);
    }

    [Fact]
    public void Zero_and_bidirectional_characters_are_characters()
    {
        var page = Parsed.Checked(new ParseInput("<p>a\0b \u202Ec\u202C \u0007</p>", DocumentFormat.Html));
        Assert.Contains("\u202Ec\u202C", page.Text, StringComparison.Ordinal);
    }
}
