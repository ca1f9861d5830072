using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Cortex.Engine.Knowledge.Parsing.Files;
using static Cortex.Engine.Tests.Knowledge.Parsing.Files.TestFiles;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

/// <summary>Files made to hurt: each costs a reason, and nothing else.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void AZipBombIsCountedAsItUnpacks()
    {
        var zeros = new byte[100 * 1024 * 1024];
        Array.Fill(zeros, (byte)' ');
        var bomb = Zip(CompressionLevel.Optimal, ("word/document.xml", zeros));
        Assert.Equal("exceeds_limits", _files.Refusal("a.docx", bomb));

        // What it says of its own size is believed by nobody.
        foreach (var at in Signatures(bomb, [0x50, 0x4B, 0x01, 0x02])) BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + 24), 100);
        Assert.Contains(_files.Refusal("b.docx", bomb), new[] { "exceeds_limits", "unreadable_content" });
    }

    [Fact]
    public void AMillionEntriesAreNotLoaded()
    {
        var zip = Zip(("a", "b"));
        var end = zip.Length - 22;
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(end + 16));
        var entry = zip.AsSpan(directory, end - directory).ToArray();
        using var bytes = new MemoryStream();
        bytes.Write(zip, 0, directory);
        for (var i = 0; i < 1_000_000; i++) bytes.Write(entry);
        bytes.Write(zip, end, zip.Length - end);
        var many = bytes.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("exceeds_limits", _files.Refusal("a.docx", many));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>", "&c;")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "&a;")]
    [InlineData("<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>", "text")]
    public void NoDocumentTypeIsRead(string doctype, string text)
    {
        var body = $"{doctype}<w:document {Word}><w:body>{Paragraph(text)}</w:body></w:document>";
        Assert.Equal("unreadable_content", _files.Refusal("a.docx", Zip(("word/document.xml", body))));
        Assert.Equal("unreadable_content", _files.Refusal("a.odt", Zip(("content.xml", body))));
    }

    [Fact]
    public void AnEntityOfABookExpandsToNothing() =>
        Assert.Equal("unreadable_content", _files.Refusal("a.epub", Zip(("META-INF/container.xml", "<!DOCTYPE c [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><container>&a;<rootfile full-path='b.opf'/></container>"), ("b.opf", "<package/>"))));

    [Fact]
    public void NestingIsBounded()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:sdt>", 200_000));
        Assert.Equal("unreadable_content", _files.Refusal("a.docx", Docx(deep)));
        Assert.Equal("unreadable_content", _files.Refusal("a.odt", Odt(string.Concat(Enumerable.Repeat("<text:span>", 200_000)))));
        Assert.Equal("x", _files.Read("a.epub", Epub("", "", string.Concat(Enumerable.Repeat("<div>", 100_000)) + "x")).Text);
    }

    [Fact]
    public void PathsInAnArchiveLeadNowhere()
    {
        var outside = Path.Combine(Path.GetTempPath(), "cortex-slipped.xml");
        _files.Read("a.docx", Docx(Paragraph("Text"), ("../../../../../../../../tmp/cortex-slipped.xml", "out"), ("/tmp/cortex-slipped.xml", "out")));
        Assert.False(File.Exists(outside));
    }

    [Theory]
    [InlineData("a.docx")]
    [InlineData("a.odt")]
    [InlineData("a.epub")]
    public void AnotherArchiveUnderThisNameSaysSo(string name)
    {
        Assert.Equal("unreadable_content", _files.Refusal(name, Zip(("readme.txt", "no document"))));
        Assert.Equal("unreadable_content", _files.Refusal(name, Encoding.UTF8.GetBytes("plain text")));
        Assert.Equal("unreadable_content", _files.Refusal(name, []));
    }

    [Fact]
    public void MutatedFilesCostAReasonEach()
    {
        var random = new Random(42);
        var seeds = new (string Name, byte[] Content)[]
        {
            ("a.docx", Docx(Paragraph("Text") + "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>" + Paragraph("a") + "</w:tc><w:tc>" + Paragraph("b") + "</w:tc></w:tr></w:tbl>", ("word/styles.xml", $"<w:styles {Word}><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>"))),
            ("a.odt", Odt("<text:h>Head</text:h><text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>")),
            ("a.epub", Epub("<dc:title>T</dc:title>", "<li><a href='text/c%200.xhtml'>One</a></li>", "<p>Text</p>", "<p>More</p>")),
            ("a.eml", Mail("Subject: =?utf-8?q?a=C3?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=x\nContent-Transfer-Encoding: base64\n\nQUJD\n--b\nContent-Disposition: attachment; filename*0*=a'b'c\n\nx\n--b--\n")),
            ("a.mhtml", Mail("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>a=3Db</p>")),
        };
        var read = 0;
        for (var i = 0; i < 1000; i++)
        {
            var (name, content) = seeds[i % seeds.Length];
            var path = _files.Write(name, Mutated(content, random));
            try
            {
                Assert.NotNull(FileReaders.Read(path, name, CancellationToken.None));
                read++;
            }
            catch (CortexException)
            {
                // Its reason.
            }
        }

        Assert.InRange(read, 1, 999);
    }

    [PdftotextFact]
    public void MutatedPdfsCostAReasonEach()
    {
        var random = new Random(7);
        var pdf = new TestPdf().Lines(700, "Some text", "and more of it").NextPage().Line("A second page", 500).ToBytes();
        for (var i = 0; i < 30; i++)
        {
            var path = _files.Write("a.pdf", Mutated(pdf, random));
            try
            {
                Assert.NotNull(FileReaders.Read(path, "a.pdf", CancellationToken.None));
            }
            catch (CortexException)
            {
                // Its reason.
            }
        }
    }

    private static byte[] Mutated(byte[] content, Random random)
    {
        var mutated = content.ToArray();
        for (var n = random.Next(1, 20); n > 0; n--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return random.Next(3) switch
        {
            0 => mutated[..random.Next(mutated.Length)],
            1 => [.. mutated[..random.Next(mutated.Length)], .. mutated],
            _ => mutated,
        };
    }

    private static IEnumerable<int> Signatures(byte[] content, byte[] signature)
    {
        for (var at = 0; (at = content.AsSpan(at).IndexOf(signature) is >= 0 and var found ? at + found : -1) >= 0; at++) yield return at;
    }
}
