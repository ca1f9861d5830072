using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Knowledge.Parsing.Files.Pdf;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

public sealed class PdfReaderTests : IDisposable
{
    private static readonly ProcessLimits Limits = new(TimeSpan.FromSeconds(60), 1L << 30, 1L << 30);
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [PdftotextFact]
    public void LinesBecomeHeadingsParagraphsAndLists()
    {
        var document = Read(new TestPdf { Info = "/Title (The bees) /Author (Ann) /CreationDate (D:20240501100000Z)" }
            .Line("Bees and hives", 720, size: 24)
            .Lines(680, "Bees live in hives, and they make wax and honey there all sum-", "mer long, together with one another. This is a well-known", "thing in hives and a summer pleasure. It is known very well.")
            .Lines(620, "- first thing", "- second thing"));
        Assert.Equal(
            ["Heading1: Bees and hives", "Paragraph: Bees live in hives, and they make wax and honey there all summer long, together with one another. This is a well-known thing in hives and a summer pleasure. It is known very well.", "ListItem1: first thing", "ListItem1: second thing"],
            document.Outline());
        Assert.All(document.Blocks, block => Assert.Equal(1, block.Page));
        Assert.Equal(("The bees", "Ann", "2024-05-01T10:00:00+00:00", 1), (document.Title, document.Metadata["byline"].GetString(), document.Metadata["document_created_at"].GetString(), document.Metadata["page_count"].GetInt32()));
    }

    [PdftotextFact]
    public void ASentenceOverThePageIsWholeAndWhatFollowsIsOnItsPage()
    {
        var document = Read(new TestPdf()
            .Lines(700, "The first sentence stands on the first page. The second sentence begins there and")
            .NextPage()
            .Lines(700, "ends on the second page. The third sentence is on the second page only, as one", "would think."));
        Assert.Equal(["Paragraph: The first sentence stands on the first page. The second sentence begins there and ends on the second page.", "Paragraph: The third sentence is on the second page only, as one would think."], document.Outline());
        Assert.Equal([1, 2], document.Blocks.Select(block => block.Page));
    }

    [PdftotextFact]
    public void RunningTitlesAndPageNumbersAreLeftOut()
    {
        var pdf = new TestPdf();
        for (var page = 1; page <= 6; page++)
        {
            pdf.Line($"Chapter {(page + 2) / 3}: {(page <= 3 ? "Wax" : "Honey")}", 760, size: 9).Line($"- {page} -", 30, size: 9).Lines(600, $"Sentence number {page} of the text stands alone on its page.").NextPage();
        }

        var document = Read(pdf);
        Assert.Equal(6, document.Blocks.Count);
        Assert.DoesNotContain("Chapter", document.Text, StringComparison.Ordinal);
    }

    [PdftotextFact]
    public void WhatHasNoTextOrIsProtectedSaysSo()
    {
        Assert.Equal("no_text", _files.Refusal("a.pdf", new TestPdf().ToBytes()));
        var encrypted = new TestPdf { Trailer = $"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{new string('a', 64)}> /U <{new string('b', 64)}> >>" }.Line("Secret", 700);
        Assert.Equal("encrypted", _files.Refusal("b.pdf", encrypted.ToBytes()));
        Assert.Equal("unreadable_content", _files.Refusal("c.pdf", [.. "%PDF-1.4\n"u8, .. new byte[2000]]));
        Assert.Equal("unreadable_content", _files.Refusal("d.pdf", [.. "No PDF at all."u8]));
    }

    [PdftotextFact]
    public void NoNameOfAFileIsAnOptionOrAnAddress()
    {
        var pdf = new TestPdf().Line("Read me well", 700).ToBytes();
        foreach (var name in new[] { "-v.pdf", "- .pdf", "http:a.pdf", "a b'c\"$(x).pdf" })
        {
            Assert.Equal("Read me well", _files.Read(name, pdf).Text);
        }
    }

    [Fact]
    public void WithoutTheProgramAPersonIsToldHowToInstallIt()
    {
        var error = Assert.Throws<CortexException>(() => PdfProgram.Find("/nonexistent:relative:."));
        Assert.Equal("needs_pdftotext", error.Code);
        Assert.Contains("nstall", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void AProgramThatDoesNotEndIsEnded()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _files.Write("a.pdf", new TestPdf().ToBytes());
        var script = Script("while :; do :; done");
        var slow = new PdfReader(() => script, Limits with { Time = TimeSpan.FromMilliseconds(300) });
        Assert.Equal("exceeds_limits", Assert.Throws<CortexException>(() => FileReaders.Read(slow, path, "a.pdf", CancellationToken.None)).Code);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => FileReaders.Read(new PdfReader(() => script, Limits), path, "a.pdf", cancelled.Token));
    }

    [Fact]
    public void AProgramThatWritesWithoutEndIsEnded()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _files.Write("a.pdf", new TestPdf().ToBytes());
        var script = Script("echo '<doc>'; while :; do echo '<page width=\"1\" height=\"1\"/>'; done");
        var loud = new PdfReader(() => script, Limits with { OutputBytes = 100_000 });
        Assert.Equal("exceeds_limits", Assert.Throws<CortexException>(() => FileReaders.Read(loud, path, "a.pdf", CancellationToken.None)).Code);
    }

    [Fact]
    public void AProgramThatTakesTooMuchMemoryIsEnded()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _files.Write("a.pdf", new TestPdf().ToBytes());
        var greedy = Script("while :; do :; done");
        Assert.Equal("exceeds_limits", Assert.Throws<CortexException>(() => FileReaders.Read(new PdfReader(() => greedy, Limits with { MemoryBytes = 1000 }), path, "a.pdf", CancellationToken.None)).Code);
    }

    private string Script(string body)
    {
        var path = _files.Write("program.sh", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{body}\n"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private ParsedDocument Read(TestPdf pdf) => _files.Read("a.pdf", pdf.ToBytes());
}
