using static Cortex.Engine.Tests.Knowledge.Parsing.Files.TestFiles;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

public sealed class EpubReaderTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void ChaptersComeInTheOrderOfTheSpineWithTheirNames()
    {
        var document = _files.Read("a.epub", Epub(
            "<dc:title>The sea</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:language>en</dc:language><dc:date>1851</dc:date><dc:subject>Whales</dc:subject>",
            "<li><a href='text/c%200.xhtml#top'>The end</a></li><li><a href='text/c%201.xhtml'>The beginning</a></li>",
            "<p>Last words<a id='x'/>.</p>",
            "<header><h2>Call me</h2></header><p class='nav'>First <b>words</b>.</p><aside><a href='#1'>a note</a></aside>"));
        Assert.Equal(["Heading2: Call me", "Paragraph: First words.", "Paragraph: a note", "Heading1: The end", "Paragraph: Last words."], document.Outline());
        Assert.Equal("The sea", document.Title);
        Assert.Equal(("Ann, Bob", "1851", "Whales"), (document.Metadata["byline"].GetString(), document.Metadata["published_at"].GetString(), document.Metadata["subjects"][0].GetString()));
    }

    [Fact]
    public void ABookOfTheSecondVersionIsNamedByItsNcx()
    {
        var document = _files.Read("a.epub", Zip(
            ("META-INF/container.xml", "<container><rootfile full-path='content.opf'/></container>"),
            ("content.opf", "<package xmlns='o'><manifest><item id='a' href='a.html'/><item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest><spine><itemref idref='a'/><itemref idref='a'/></spine></package>"),
            ("toc.ncx", "<!DOCTYPE ncx PUBLIC 'x' 'http://127.0.0.1:1/ncx.dtd'><ncx><navMap><navPoint><navLabel><text>Chapter I</text></navLabel><content src='a.html#p1'/></navPoint></navMap></ncx>"),
            ("a.html", "<html><body><p>Text.</p></body></html>")));
        Assert.Equal(["Heading1: Chapter I", "Paragraph: Text."], document.Outline());
    }

    [Fact]
    public void AProtectedBookSaysSoAndScrambledFontsDoNotMatter()
    {
        var encryption = (string uri) => ("META-INF/encryption.xml", $"<encryption><CipherReference URI='{uri}'/></encryption>");
        var book = new[] { ("META-INF/container.xml", "<container><rootfile full-path='b.opf'/></container>"), ("b.opf", "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>"), ("a.xhtml", "<p>Text.</p>") };
        Assert.Equal("encrypted", _files.Refusal("a.epub", Zip([.. book, encryption("OEBPS/a.xhtml")])));
        Assert.Equal("Text.", _files.Read("b.epub", Zip([.. book, encryption("fonts/a.otf")])).Text);
    }

    [Fact]
    public void ABookWithoutItsChaptersIsDamaged() => Assert.Equal("unreadable_content", _files.Refusal("a.epub",
        Zip(("META-INF/container.xml", "<container><rootfile full-path='b.opf'/></container>"), ("b.opf", "<package><manifest><item id='a' href='../../etc/passwd'/></manifest><spine><itemref idref='a'/></spine></package>"))));
}
