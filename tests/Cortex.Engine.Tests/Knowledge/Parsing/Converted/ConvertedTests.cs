using System.Text.Json;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Converted;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Converted;

public class ConvertedTests
{
    [Theory]
    [InlineData("# A\n\nText with **bold *both* words**, `code` and [a link](https://a.example/?a=1&b=\"2\").\n\n- one\n  more\n  - two\n\n3. three\n4. four\n\n> said\n>\n> > deeper\n\n| a | b |\n| - | - |\n| 1 |   |\n|   | 2 |\n\n```python\n  x < 1 & y\n\n\ty = \"2\"\n```\n\nEnd\\\nline.")]
    [InlineData("- a\n\n      code\n\n- b\n\n1. x\n   - y\n     1. z\n\n***\n\ntext")]
    public void WhatIsWrittenIsReadBack(string markdown) => RoundTrips(Parsed.Markdown(markdown));

    [Fact]
    public void DefinitionsStayClose() => RoundTrips(Parsed.Html("<dl><dt>Term</dt><dd>Meaning</dd></dl><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p><b>x<i>y</b>z</i></p>"));

    [Fact]
    public void PagesStayWithTheirBlocks()
    {
        var writer = new BlockWriter { Page = 1 };
        writer.Write("One.");
        writer.Begin(new BlockShape(BlockKind.Paragraph));
        writer.Write("Still one.");
        writer.Page = 3;
        writer.Begin(new BlockShape(BlockKind.ListItem, 1));
        writer.Write("Three.");
        writer.Code("code", null);
        var (text, blocks) = writer.Finish();
        var document = RoundTrips(new ParsedDocument { Text = text, Blocks = blocks });
        Assert.Equal([1, 1, 3, 3], document.Blocks.Select(block => block.Page));
        Assert.Equal((1, 1, 3, 3), (Pages.Of(blocks, 0), Pages.Of(blocks, blocks[1].End), Pages.Of(blocks, blocks[2].Start + 1), Pages.Of(blocks, text.Length)));
        Assert.Null(Pages.Of(Parsed.Text("None.").Blocks, 2));
        Assert.Null(Pages.Of([], 0));
    }

    [Fact]
    public void TitleMetadataAndTagsStandInTheHead()
    {
        using var json = JsonDocument.Parse("""{"text":"<a & \"b\">","list":[{"n":1}]}""");
        var document = new ParsedDocument { Title = "A & <b>", Text = "x", Blocks = [new Block { Kind = BlockKind.Paragraph, Start = 0, End = 1 }], Metadata = json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), Tags = ["one \"two\""] };
        var read = RoundTrips(document);
        Assert.Equal((document.Title, "<a & \"b\">", 1), (read.Title, read.Metadata["text"].GetString(), read.Metadata["list"][0].GetProperty("n").GetInt32()));
        Assert.Equal(document.Tags, read.Tags);
    }

    [Fact]
    public void SignsThatXmlCannotHoldDoNotBreakIt()
    {
        var document = Read(ConvertedWriter.Write(Parsed.Markdown("a\u0001b \uFFFF ]]> 😀")));
        Assert.Equal("a\uFFFDb \uFFFD ]]> 😀", document.Text);
    }

    [Theory]
    [InlineData("<html><body><p>Mended by <b>hand</p></body></html>", "Mended by hand")]
    [InlineData("# Now\n\n*Markdown*", "Now\n\nMarkdown")]
    [InlineData("<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>", "&a;")]
    public void WhatAPersonMadeOfItIsReadAsWhatItIs(string content, string text) => Assert.Equal(text, Read(content).Text.Replace("]>", "", StringComparison.Ordinal).Trim());

    [Fact]
    public void NoLinkRunsScript() => Assert.Empty(Read("<html><body><p><a href=\"java&#10;script:alert(1)\">x</a></p></body></html>").Blocks[0].Marks);

    [Fact]
    public void DeepNestingIsNoDanger() => Assert.Equal("x", Read(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "x" + string.Concat(Enumerable.Repeat("</div>", 100_000))).Text);

    private static ParsedDocument Read(string content) => Parsed.Checked(new ParseInput(content, DocumentFormat.Converted));

    private static ParsedDocument RoundTrips(ParsedDocument document)
    {
        var read = Read(ConvertedWriter.Write(document));
        Assert.Equal(document.Text, read.Text);
        Assert.Equal(document.Blocks.Select(Spelled), read.Blocks.Select(Spelled));
        return read;
    }

    private static string Spelled(Block block) => $"{block with { Marks = [] }} {string.Join("; ", block.Marks)}";
}
