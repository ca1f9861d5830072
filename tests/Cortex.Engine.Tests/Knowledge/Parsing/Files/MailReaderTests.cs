using System.Text;
using static Cortex.Engine.Tests.Knowledge.Parsing.Files.TestFiles;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

public sealed class MailReaderTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void HeadersAreDecodedAndBecomeMetadata()
    {
        var document = Read("""
            From: =?utf-8?q?J=C3=B6rg_M=C3=BC?= =?utf-8?q?ller?= <jm@a.example>
            To: "Ann" <ann@b.example>,
             Bob <bob@b.example>
            Subject: =?ISO-8859-1?B?R3L832U=?= from =?utf-8?B?5pel?= =?utf-8?B?5pys?=
            Date: Tue, 1 Jul 2003 10:52:37 +0200 (CEST)
            Message-ID: <1@a.example>

            Hello.
            """);
        Assert.Equal("Grüße from 日本", document.Title);
        Assert.Equal(("Jörg Müller", "Jörg Müller <jm@a.example>", "2003-07-01T10:52:37+02:00"), (document.Metadata["byline"].GetString(), document.Metadata["from"].GetString(), document.Metadata["sent_at"].GetString()));
        Assert.Equal("From: Jörg Müller <jm@a.example>\nTo: \"Ann\" <ann@b.example>, Bob <bob@b.example>\nDate: Tue, 1 Jul 2003 10:52:37 +0200 (CEST)\n\nHello.", document.Text);
    }

    [Fact]
    public void FilledLinesJoinQuotesKeepTheirDepthAndShortLinesStay()
    {
        var document = Read("""
            Subject: x

            This line was filled by a program that broke it at its edge
            and goes on here.

            > I asked
            > > Who asked?

            Ann
            Oslo
            """);
        Assert.Equal(["Paragraph: This line was filled by a program that broke it at its edge and goes on here.", "Quote1: I asked", "Quote2: Who asked?", "Paragraph: Ann\nOslo"], document.Outline());
    }

    [Fact]
    public void FlowedTextFlows()
    {
        var document = Read("Subject: x\nContent-Type: text/plain; format=flowed\n\nOne \ntwo\nthree\n");
        Assert.Equal("One two\nthree", document.Text);
    }

    [Fact]
    public void ThePlainVersionIsReadAndAttachmentsAreNamed()
    {
        var document = Read("""
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="a b"

            preamble
            --a b
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Gr=FC=DFe, =
            Ann =3D me
            --inner
            Content-Type: text/html

            <p>Grüße</p>
            --inner--
            --a b
            Content-Type: application/pdf; name="=?utf-8?q?Pl=C3=A4ne.pdf?="
            Content-Disposition: attachment; filename*0*=utf-8''Pl%C3%A4ne; filename*1="%20.pdf"
            Content-Transfer-Encoding: base64

            AAAA
            AAAA
            --a b--
            epilogue
            """);
        Assert.Equal(["Paragraph: Grüße, Ann = me", "Paragraph: Attachments: Pläne .pdf"], document.Outline());
        var attachment = document.Metadata["attachments"][0];
        Assert.Equal(("Pläne .pdf", 6, "application/pdf"), (attachment.GetProperty("name").GetString(), attachment.GetProperty("size_bytes").GetInt32(), attachment.GetProperty("media_type").GetString()));
    }

    [Fact]
    public void HtmlIsReadWhole()
    {
        var document = Read("Subject: x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(Encoding.UTF8.GetBytes("<div class='footer'>Kept <a href='https://a.example/'>here</a></div><script>no</script>")));
        Assert.Equal("Kept here", document.Text);
        Assert.Equal(["Link: here -> https://a.example/"], document.Marks());
    }

    [Fact]
    public void AStubIsNotTheMessage()
    {
        var document = Read($"""
            Subject: x
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Open this in a browser.
            --b
            Content-Type: text/html

            <p>News</p><!--{new string('x', 10_000)}-->
            --b--
            """);
        Assert.Equal("News", document.Text);
    }

    [Theory]
    [InlineData("Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n", "encrypted")]
    [InlineData("Just a text that is no message.\n", "unreadable_content")]
    public void WhatCannotBeReadSaysWhy(string message, string code) => Assert.Equal(code, _files.Refusal("a.eml", Mail(message)));

    [Fact]
    public void NestingAndPartsAreBounded()
    {
        var nested = new StringBuilder("Subject: x\n");
        for (var i = 0; i < 100; i++) nested.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        Assert.Equal("unreadable_content", _files.Refusal("a.eml", Mail(nested.ToString())));
        var many = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 5000));
        Assert.Equal("exceeds_limits", _files.Refusal("b.eml", Mail(many)));
    }

    [Fact]
    public void ASavedPageIsThePageItself()
    {
        var document = _files.Read("page.mhtml", """
            From: <Saved by Blink>
            Snapshot-Content-Location: https://a.example/dir/page
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="--x"

            ----x
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable
            Content-Location: https://a.example/dir/page

            <html><head><title>Saved</title></head><body><nav>Menu</nav><main><p>An article=2E =
            <a href=3D"other">More</a></p></main></body></html>
            ----x
            Content-Type: image/png
            Content-Transfer-Encoding: base64

            AAAA
            ----x--
            """);
        Assert.Equal(("Saved", "An article. More"), (document.Title, document.Text));
        Assert.Equal(["Link: More -> https://a.example/dir/other"], document.Marks());
    }

    private Cortex.Engine.Knowledge.Parsing.ParsedDocument Read(string message) => _files.Read("a.eml", message);
}
