using Cortex.Contract.Import;
using Cortex.Engine.Knowledge;
using Cortex.Engine.Sources;
using Cortex.Engine.Tests.Knowledge.Parsing.Files;

namespace Cortex.Engine.Tests.Sources;

public sealed class DocumentImportTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task DocumentsAreFoundByTheirWords()
    {
        Write("minutes.docx", TestFiles.Docx(TestFiles.Paragraph("The committee bought a heliograph.")));
        Write("table.csv", "Tool,Price\nSextant,20\n"u8.ToArray());
        Write("mail.eml", "From: Ann <a@b.example>\r\nSubject: Astrolabe\r\n\r\nIt came today.\r\n"u8.ToArray());
        Write("page.html", "<!-- saved from url=(0021)https://a.example/x --><title>Compass</title><nav>Menu</nav><main><p>A compass points north.</p></main>"u8.ToArray());
        var report = await ImportAsync();
        Assert.Equal((4, 0), (report.Created, report.Skipped.Count));
        foreach (var word in new[] { "heliograph", "sextant", "astrolabe", "compass" })
        {
            Assert.Single(_library.Engine.Search.Search(new Contract.Search.SearchRequest { Query = word }).Results);
        }

        var minutes = report.ItemIds.Select(_library.Engine.Items.Get).Single(item => item.Metadata.GetProperty("path").GetString()!.EndsWith(".docx", StringComparison.Ordinal));
        Assert.Equal(("minutes.docx", "The committee bought a heliograph."), (minutes.Title, minutes.Text));
        Assert.Contains(report.ItemIds.Select(_library.Engine.Items.Get), item => item.SourceUrl == "https://a.example/x");
        Assert.Equal(4, (await ImportAsync()).Unchanged);
    }

    [PdftotextFact]
    public async Task APassageOfAPdfKnowsItsPage()
    {
        Write("manual.pdf", new TestPdf().Line("The first page tells of nothing.", 700).NextPage().Line("The heliograph flashes in the sun.", 700).ToBytes());
        var item = _library.Engine.Items.Get(Assert.Single((await ImportAsync()).ItemIds));
        Assert.Equal(2, Pages.Of(item.Blocks, item.Text.IndexOf("heliograph", StringComparison.Ordinal)));
    }

    [PdftotextFact]
    public async Task HitsAndCitationsNameTheirPage()
    {
        Write("manual.pdf", new TestPdf().Line("The first page tells of the sextant.", 700).NextPage().Line("The second page is about maps.", 700).NextPage().Line("The heliograph flashes in the sun.", 700).ToBytes());
        Write("plain.txt", "An astrolabe has no pages."u8.ToArray());
        await ImportAsync();
        Assert.Equal((1, 3, null), (Hit("sextant").Page, Hit("heliograph").Page, Hit("astrolabe").Page));
        var answers = new Engine.Answers.AnswerEngine(_library.Engine.Database, new Engine.Search.HybridPassages(_library.Engine.Database, _library.Engine.Vectors, _library.Engine.Models), encoder: null);
        Assert.Equal(3, answers.Ask(new Contract.Answers.AskRequest { Question = "where does the heliograph flash?" }).Citations[0].Page);
        Assert.Null(answers.Ask(new Contract.Answers.AskRequest { Question = "has the astrolabe pages?" }).Citations[0].Page);

        Contract.Search.SearchHit Hit(string word) => Assert.Single(_library.Engine.Search.Search(new Contract.Search.SearchRequest { Query = word, Mode = Contract.Search.SearchMode.Words }).Results);
    }

    [Fact]
    public async Task WhatCannotBeReadIsLeftOutWithItsReason()
    {
        Write("fake.pdf", "No PDF."u8.ToArray());
        Write("cut.docx", TestFiles.Docx(TestFiles.Paragraph("Text"))[..100]);
        Write("empty.odt", TestFiles.Odt("<text:p/>"));
        Write("old.doc", "x"u8.ToArray());
        Write("good.docx", TestFiles.Docx(TestFiles.Paragraph("Text")));
        var report = await ImportAsync();
        Assert.Equal(1, report.Created);
        Assert.Equal((2, 1, 1), (report.Skipped["unreadable_content"], report.Skipped["no_text"], report.Skipped["unsupported"]));
        Assert.All(report.SkippedFiles.Where(file => file.Reason != "unsupported"), file => Assert.NotNull(file.Detail));
    }

    [Fact]
    public async Task DocumentsMayBeLargerThanTexts()
    {
        Write("a.docx", TestFiles.Zip(System.IO.Compression.CompressionLevel.NoCompression, ("word/document.xml", System.Text.Encoding.UTF8.GetBytes($"<w:document {TestFiles.Word}><w:body>{TestFiles.Paragraph("Text")}</w:body></w:document>")), ("word/media/a.png", new byte[5000])));
        Write("b.md", System.Text.Encoding.UTF8.GetBytes(new string('x', 5000)));
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [_library.Files], MaxFileBytes = 1000 }, null, CancellationToken.None);
        Assert.Equal((1, 1), (report.Created, report.Skipped["too_large"]));
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_library.Files, name), content);

    private async Task<ImportReport> ImportAsync()
    {
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [_library.Files] }, null, CancellationToken.None);
        await _library.IndexAsync();
        return report;
    }
}
