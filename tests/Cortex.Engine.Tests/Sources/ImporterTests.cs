using Cortex.Contract.Import;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Sources;

public sealed class ImporterTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task EachFormatComesInAsWhatItIs()
    {
        _library.Write("plan.md", "---\ntitle: The plan\ntags: [one, two]\nbudget: 12\n---\n# Heading\n\nBuy **seeds**.\n");
        _library.Write("page.html", "<title>A page</title><nav>Menu</nav><article><h1>A page</h1><p>Read me.</p></article>");
        _library.Write("tool.py", "def f():\n    return 1\n");
        _library.Write("list.txt", "milk\r\neggs\r\n");
        var report = await ImportAsync(_library.Files);
        Assert.Equal(4, report.Created);
        var items = report.ItemIds.Select(_library.Engine.Items.Get).ToDictionary(item => Path.GetFileName(item.Metadata.GetProperty("path").GetString()!));
        var plan = items["plan.md"];
        Assert.Equal(("The plan", ContentType.File, StageStatus.Done), (plan.Title, plan.ContentType, plan.Stages["words"].Status));
        Assert.Equal(["one", "two"], plan.Tags);
        Assert.Equal(12, plan.Metadata.GetProperty("budget").GetInt32());
        Assert.Equal("Heading\n\nBuy seeds.", plan.Text);
        Assert.DoesNotContain("Menu", items["page.html"].Text, StringComparison.Ordinal);
        Assert.Equal(("tool.py", "python"), (items["tool.py"].Title, items["tool.py"].Blocks[0].Language));
        Assert.Equal("milk\r\neggs\r\n", items["list.txt"].Content);
        Assert.DoesNotContain('\r', items["list.txt"].Text);
    }

    [Fact]
    public async Task ANoteWithoutAHeadingIsCalledByItsFile()
    {
        _library.Write("Plans for June.md", "First *words*.\n\nMore.");
        var id = Assert.Single((await ImportAsync(_library.Files)).ItemIds);
        Assert.Equal("Plans for June", _library.Engine.Items.Get(id).Title);
    }

    [Fact]
    public async Task TheSameSourceIsTheSameItem()
    {
        var path = _library.Write("a.md", "First.");
        var id = Assert.Single((await ImportAsync(_library.Files)).ItemIds);
        Assert.Equal(1, (await ImportAsync(_library.Files)).Unchanged);
        File.WriteAllText(path, "Second.");
        Assert.Equal(1, (await ImportAsync(_library.Files)).Updated);
        var item = _library.Engine.Items.Get(id);
        Assert.Equal(("Second.", 2L), (item.Content, item.Revision));
    }

    [Fact]
    public async Task AMovedFileKeepsItsIdentity()
    {
        var path = _library.Write("a.md", "The same text.");
        var id = Assert.Single((await ImportAsync(_library.Files)).ItemIds);
        File.Move(path, Path.Combine(_library.Files, "b.md"));
        var report = await ImportAsync(_library.Files);
        Assert.Equal((1, 0), (report.Moved, report.Created));
        Assert.EndsWith("b.md", _library.Engine.Items.Get(id).Metadata.GetProperty("path").GetString());
    }

    [Fact]
    public async Task ACopyIsAnItemOfItsOwn()
    {
        _library.Write("a.md", "The same text.");
        await ImportAsync(_library.Files);
        _library.Write("b.md", "The same text.");
        Assert.Equal(1, (await ImportAsync(_library.Files)).Created);
    }

    [Fact]
    public async Task WhatIsLeftOutIsCountedByItsReason()
    {
        _library.Write("a.md", "Text.");
        _library.Write(".env", "KEY=1");
        _library.Write(".hidden/b.md", "Hidden.");
        _library.Write("blob.dat", "a\0b");
        _library.Write(".gitignore", "ignored.md\n");
        _library.Write("ignored.md", "Ignored.");
        var report = await ImportAsync(_library.Files);
        Assert.Equal(1, report.Created);
        Assert.Equal(1, report.Skipped["ignored"]);
        Assert.Equal(1, report.Skipped["secret"]);
        Assert.Equal(1, report.Skipped["binary"]);
        Assert.Equal(2, report.Skipped["hidden"]);
        Assert.Equal(5, report.SkippedFiles.Count);
    }

    [Fact]
    public async Task ADryRunChangesNothing()
    {
        var path = _library.Write("a.md", "Text.");
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = [_library.Files], DryRun = true }, progress: null, CancellationToken.None);
        Assert.Equal([path], report.Files);
        Assert.Equal(0, _library.Engine.Items.List(new ItemQuery()).Total);
    }

    [Fact]
    public async Task AMissingPathImportsNothing()
    {
        _library.Write("a.md", "Text.");
        await Assert.ThrowsAsync<CortexException>(() => ImportAsync(_library.Files, Path.Combine(_library.Files, "nowhere")));
        Assert.Equal(0, _library.Engine.Items.List(new ItemQuery()).Total);
    }

    [Fact]
    public async Task ATextFromAPipeIsANote()
    {
        var item = await _library.Engine.Importer.ImportTextAsync("# Piped\n\nText"u8.ToArray(), ["pipe"]);
        Assert.Equal(("Piped", "stdin", ContentType.Note), (item.Title, item.Source, item.ContentType));
        await Assert.ThrowsAsync<CortexException>(() => _library.Engine.Importer.ImportTextAsync([0, 1, 2], []));
    }

    private async Task<ImportReport> ImportAsync(params string[] paths)
    {
        var report = await _library.Engine.Importer.ImportAsync(new ImportRequest { Paths = paths }, progress: null, CancellationToken.None);
        await _library.IndexAsync();
        return report;
    }
}
