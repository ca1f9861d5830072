using static Cortex.Engine.Tests.Knowledge.Parsing.Files.TestFiles;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

public sealed class OdtReaderTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void StructureAndLooksSurvive()
    {
        var document = _files.Read("a.odt", Odt("""
            <text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
            <text:p text:style-name="Title">The book</text:p>
            <text:h text:outline-level="2">Part<text:s text:c="3"/>one</text:h>
            <text:p>Some <text:span text:style-name="T1">bold<text:span text:style-name="T2"> words</text:span></text:span>, a <text:a xlink:href="https://a.example/">link</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>.<text:line-break/>Next line<office:annotation><text:p>comment</text:p></office:annotation></text:p>
            <text:list xml:id="l" text:style-name="L1"><text:list-item><text:p>one</text:p><text:p>more</text:p><text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
            <text:list text:continue-list="l" text:style-name="L1"><text:list-item><text:p>three</text:p></text:list-item></text:list>
            <table:table><table:table-column table:number-columns-repeated="3"/><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>
            <text:p text:style-name="P1">x = 1</text:p><text:p text:style-name="P1">  y = 2</text:p>
            <text:p>With <draw:frame><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame>a frame</text:p>
            """, """
            <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
            <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>
            <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>
            """, "<dc:title>Stated</dc:title><meta:initial-creator>Ann</meta:initial-creator><meta:keyword>bees</meta:keyword>"));
        Assert.Equal(
            [
                "Heading1: The book", "Heading2: Part one", "Paragraph: Some bold words, a link[1].\nNext line", "ListItem1#1: one\nmore", "ListItem2: deep", "ListItem1#2: two", "ListItem1#3: three",
                "TableRow: A\t\tB", "Code: x = 1\n  y = 2", "Paragraph: With a frame", "Paragraph: a box", "Paragraph: [1] A note.",
            ],
            document.Outline());
        Assert.Equal(["Bold: bold words", "Italic: words", "Link: link -> https://a.example/"], document.Marks());
        Assert.Equal(("Stated", "Ann", "bees"), (document.Title, document.Metadata["byline"].GetString(), document.Metadata["keywords"][0].GetString()));
    }

    [Fact]
    public void AProtectedOneSaysSo() => Assert.Equal("encrypted", _files.Refusal("a.odt",
        Zip(("content.xml", "scrambled"), ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='m'><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"))));

    [Fact]
    public void AnEmptyOneSaysSo() => Assert.Equal("no_text", _files.Refusal("a.odt", Odt("<text:p/>")));
}
