using System.IO.Compression;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge;
using Cortex.Engine.Knowledge.Parsing.Files;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

/// <summary>Documents as LibreOffice, pandoc, calibre, Chromium and others write them; and what is left of them when they are damaged.</summary>
public sealed class RealDocumentTests : IDisposable
{
    private const int Mutations = 1000, PdfMutations = 40;

    // Several times what the whole of any of them needs.
    private const long MaxAllocation = 256L * 1024 * 1024;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Cortex.Engine.Tests/Knowledge/Parsing/Files/Documents");
    private readonly TestFiles _files = new();

    // PDFs and mails have tests of their own.
    private static readonly string[] Names = [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Where(name => Path.GetExtension(name) is ".docx" or ".odt" or ".epub").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Documents => [.. Names];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public void WhatWasWrittenIsRead(string name)
    {
        var document = _files.Read(name, Content(name));
        Assert.Equal("A trip to the lighthouse", document.Title);
        Assert.Equal("Ada Example", document.Metadata["byline"].GetString());
        string[] sentences = ["We left early and reached Lindesnes before noon.", "A thermos, filled", "Two pairs of gloves", "Müsli, naïve façade, 灯台へ行く, العربية", "The keeper said that the lamp had not failed once since the war.", "It belonged to my grandfather.", "the foghorn sounded every thirty seconds until the morning."];
        Assert.All(sentences, sentence => Assert.Contains(sentence, document.Text, StringComparison.Ordinal));
        // LibreOffice writes the headings of a book as paragraphs of a style.
        if (name != "libreoffice.epub") Assert.Contains(document.Blocks, block => block.Kind == BlockKind.Heading && document.Text[block.Start..block.End] == "What to pack");
        Assert.Contains(document.Blocks, block => block.Marks.Any(mark => mark.Href == "https://example.org/tides"));
    }

    [PdftotextFact]
    public void APdfIsReadWithItsPages()
    {
        var document = _files.Read("libreoffice.pdf", Content("libreoffice.pdf"));
        Assert.Equal("A trip to the lighthouse", document.Title);
        Assert.Contains("The keeper said that the lamp had not failed once since the war.", document.Text, StringComparison.Ordinal);
        var printed = _files.Read("chromium.pdf", Content("chromium.pdf"));
        Assert.Equal((1, 2), (PageOf("What to pack"), PageOf("the foghorn sounded")));

        int? PageOf(string words) => Pages.Of(printed.Blocks, printed.Text.IndexOf(words, StringComparison.Ordinal));
    }

    [Fact]
    public void AMailIsReadWithItsAttachmentsNamed()
    {
        var mail = _files.Read("python.eml", Content("python.eml"));
        Assert.Equal("The tide tables — naïve", mail.Title);
        Assert.Contains("High water at Lindesnes is 0.9 m.", mail.Text, StringComparison.Ordinal);
        Assert.Equal("tides.pdf", mail.Metadata["attachments"][0].GetProperty("name").GetString());
    }

    [Fact]
    public void ADamagedDocumentCostsAReasonAndNothingElse()
    {
        var random = new Random(20261121);
        string[] names = [.. Names, "python.eml"];
        var (read, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var name = names[i % names.Length];
            // Half of them below the compression, where the damage is not found by it.
            if (TryRead(name, i % 2 == 0 || name.EndsWith(".eml", StringComparison.Ordinal) ? Damaged(Content(name), random) : DamagedWithin(Content(name), random))) read++;
            else refused++;
        }

        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [PdftotextFact]
    public void ADamagedPdfCostsAReasonAndNothingElse()
    {
        var random = new Random(20261122);
        for (var i = 0; i < PdfMutations; i++) TryRead("a.pdf", Damaged(Content(i % 2 == 0 ? "libreoffice.pdf" : "chromium.pdf"), random));
    }

    private bool TryRead(string name, byte[] content)
    {
        var path = _files.Write(name, content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Assert.NotNull(FileReaders.Read(path, name, CancellationToken.None));
            return true;
        }
        catch (CortexException error)
        {
            Assert.NotEmpty(error.Message);
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocation);
        }
    }

    private static byte[] Content(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    // Bits flipped, bytes cut off, a part said twice or left out.
    private static byte[] Damaged(byte[] content, Random random)
    {
        var damaged = content.ToArray();
        for (var n = random.Next(1, 30); n > 0; n--) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        var at = random.Next(damaged.Length);
        return random.Next(5) switch
        {
            0 => damaged[..at],
            1 => [.. damaged[..at], .. damaged],
            2 => [.. damaged[..at], .. damaged[Math.Min(damaged.Length, at + random.Next(1000))..]],
            _ => damaged,
        };
    }

    private static byte[] DamagedWithin(byte[] archive, Random random)
    {
        using var bytes = new MemoryStream();
        bytes.Write(archive);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entries = zip.Entries.Where(entry => entry.Length > 0 && !entry.Name.EndsWith(".png", StringComparison.Ordinal)).ToList();
            using var stream = entries[random.Next(entries.Count)].Open();
            using var part = new MemoryStream();
            stream.CopyTo(part);
            stream.SetLength(0);
            stream.Position = 0;
            stream.Write(Damaged(part.ToArray(), random));
        }

        return bytes.ToArray();
    }
}
