using static Cortex.Engine.Tests.Knowledge.Parsing.Files.TestFiles;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

public sealed class DocxReaderTests : IDisposable
{
    private const string Styles = $"""
        <w:styles {Word}>
        <w:style w:styleId='Heading1'><w:name w:val='heading 1'/></w:style>
        <w:style w:styleId='berschrift2'><w:name w:val='Heading 2'/></w:style>
        <w:style w:styleId='Mine'><w:name w:val='My heading'/><w:basedOn w:val='berschrift2'/></w:style>
        <w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>
        <w:style w:styleId='Quote'><w:name w:val='Quote'/></w:style>
        <w:style w:styleId='Source'><w:name w:val='Source Code'/></w:style>
        <w:style w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>
        <w:style w:styleId='List'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>
        </w:styles>
        """;

    private const string Numbering = $"""
        <w:numbering {Word}>
        <w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/></w:lvl></w:abstractNum>
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>
        <w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>
        <w:num w:numId='4'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl></w:lvlOverride></w:num>
        <w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>
        </w:numbering>
        """;

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void HeadingsAreFoundByTheirStylesNamesAndAncestors()
    {
        var document = Read(Paragraph("One", "<w:pStyle w:val='Heading1'/>") + Paragraph("Two", "<w:pStyle w:val='Mine'/>") + Paragraph("Text", "<w:pStyle w:val='Loop'/>") + Paragraph("By outline", "<w:outlineLvl w:val='2'/>")
            + Paragraph("Two … 5", "<w:pStyle w:val='TOC1'/>") + Paragraph("Said", "<w:pStyle w:val='Quote'/>"));
        Assert.Equal(["Heading1: One", "Heading2: Two", "Paragraph: Text", "Heading3: By outline", "Quote1: Said"], document.Outline());
        Assert.Equal("One", document.Title);
    }

    [Fact]
    public void ListsCountAsWordDoes()
    {
        var item = (string text, int list, int level) => Paragraph(text, $"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
        var document = Read(item("a", 2, 0) + item("b", 2, 1) + item("c", 2, 1) + item("d", 2, 0) + item("e", 2, 1) + item("f", 3, 0) + item("g", 1, 0) + Paragraph("h", "<w:pStyle w:val='List'/>") + item("i", 4, 0) + item("no list", 0, 0));
        Assert.Equal(["ListItem1#1: a", "ListItem2#1: b", "ListItem2#2: c", "ListItem1#2: d", "ListItem2#1: e", "ListItem1#7: f", "ListItem1: g", "ListItem1: h", "ListItem1: i", "Paragraph: no list"], document.Outline());
    }

    [Fact]
    public void RunsOfOneLookAreOneMark()
    {
        var run = (string properties, string text) => $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>";
        var document = Read($"<w:p>{run("<w:b/>", "Hel")}{run("<w:b w:val='1'/>", "lo")}{run("<w:b w:val='0'/><w:i/>", " there")}{run("<w:vanish/>", " hidden")}{run("<w:strike/>", " gone")}</w:p>");
        Assert.Equal("Hello there gone", document.Text);
        Assert.Equal(["Bold: Hello", "Italic: there", "Strike: gone"], document.Marks());
    }

    [Fact]
    public void TrackedChangesAreReadAsAccepted()
    {
        var document = Read("""
            <w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>always </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo></w:p>
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>First half, </w:t></w:r></w:p><w:p><w:r><w:t>second half.</w:t></w:r></w:p>
            """);
        Assert.Equal(["Paragraph: We always here", "Paragraph: First half, second half."], document.Outline());
    }

    [Fact]
    public void LinksComeFromRelationsAndFields()
    {
        var document = Read("""
            <w:p><w:hyperlink r:id='l1'><w:r><w:t>relation</w:t></w:r></w:hyperlink><w:hyperlink w:anchor='x'><w:r><w:t> anchor </w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK "https://b.example/" \o "t"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>
            <w:p><w:hyperlink r:id='l2'><w:r><w:t>script</w:t></w:r></w:hyperlink></w:p>
            """, ("word/_rels/document.xml.rels", "<Relationships><Relationship Id='l1' Target='https://a.example/' TargetMode='External'/><Relationship Id='l2' Target='javascript:alert(1)' TargetMode='External'/></Relationships>"));
        Assert.Equal(["Link: relation -> https://a.example/", "Link: field -> https://b.example/"], document.Marks());
    }

    [Fact]
    public void NotesFollowAtTheEnd()
    {
        var document = Read("<w:p><w:r><w:t>Claim</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> and another</w:t></w:r><w:r><w:endnoteReference w:id='1'/></w:r></w:p>",
            ("word/footnotes.xml", $"<w:footnotes {Word}><w:footnote w:id='0'><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Proof.</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote></w:footnotes>"),
            ("word/endnotes.xml", $"<w:endnotes {Word}><w:endnote w:id='1'><w:p><w:r><w:t>End.</w:t></w:r></w:p></w:endnote></w:endnotes>"));
        Assert.Equal(["Paragraph: Claim[1] and another[2]", "Paragraph: [1] Proof.\nMore.", "Paragraph: [2] End."], document.Outline());
    }

    [Fact]
    public void TablesAreRowsAndFramesAreText()
    {
        var cell = (string text, string properties) => $"<w:tc><w:tcPr>{properties}</w:tcPr>{Paragraph(text)}</w:tc>";
        var document = Read($"""
            <w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>
            <w:tr><w:trPr><w:tblHeader/></w:trPr>{cell("Name", "")}{cell("City", "<w:gridSpan w:val='2'/>")}</w:tr>
            <w:tr>{cell("Ann", "<w:gridSpan w:val='2'/>")}{cell("Oslo", "")}</w:tr>
            <w:tr><w:trPr><w:del/></w:trPr>{cell("gone", "")}</w:tr></w:tbl>
            <w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell("In a frame", "")}</w:tr></w:tbl>
            """);
        Assert.Equal(["TableRow: Name\tCity", "TableRow: Ann\t\tOslo", "Paragraph: In a frame"], document.Outline());
        Assert.Equal(["Bold: Name", "Bold: City"], document.Marks());
    }

    [Fact]
    public void CodeIsVerbatimAndBoxesFollowTheirParagraph()
    {
        var document = Read("<w:p><w:pPr><w:pStyle w:val='Source'/></w:pPr><w:r><w:t>if x:</w:t><w:br/><w:t xml:space='preserve'>    y()</w:t></w:r></w:p>" + Paragraph("z()", "<w:pStyle w:val='Source'/>")
            + "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after</w:t></w:r></w:p>");
        Assert.Equal(["Code: if x:\n    y()\nz()", "Paragraph: Before after", "Paragraph: boxed"], document.Outline());
    }

    [Fact]
    public void PropertiesBecomeMetadata()
    {
        var document = Read(Paragraph("Text"), ("docProps/core.xml", "<p xmlns:dc='d'><dc:title>The plan</dc:title><dc:creator>Ann</dc:creator><created>2024-05-01T10:00:00Z</created><dc:language>en</dc:language></p>"));
        Assert.Equal("The plan", document.Title);
        Assert.Equal(("Ann", "en", "2024-05-01T10:00:00+00:00"), (document.Metadata["byline"].GetString(), document.Metadata["language"].GetString(), document.Metadata["document_created_at"].GetString()));
    }

    [Fact]
    public void AProgramsOwnTitleIsNone() =>
        Assert.Null(Read(Paragraph("Text"), ("docProps/core.xml", "<p><title>Microsoft Word - letter.doc</title></p>")).Title);

    [Fact]
    public void EncryptedOnesAndOldOnesAreToldApart()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        Assert.Equal("encrypted", _files.Refusal("a.docx", [.. ole, .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")]));
        Assert.Equal("unreadable_content", _files.Refusal("b.docx", ole));
    }

    private Cortex.Engine.Knowledge.Parsing.ParsedDocument Read(string body, params (string Name, string Content)[] parts) =>
        _files.Read("a.docx", Docx(body, [("word/styles.xml", Styles), ("word/numbering.xml", Numbering), .. parts]));
}
