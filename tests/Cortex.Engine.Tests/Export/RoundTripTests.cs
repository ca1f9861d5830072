using System.IO.Compression;
using Cortex.Contract.Items;
using Cortex.Engine.Export;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Tests.Sources;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Export;

[Trait("Speed", "slow")]
public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryLibrary _from = new();
    private readonly TemporaryLibrary _to = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task FiveThousandItemsOfEveryKindComeBackAsTheyWere()
    {
        await SampleLibrary.FillAsync(_from.Database, 5000, seed: 5);
        var report = new LibraryExport(_from.Database).ToFolder(_folder.At("out"), null, CancellationToken.None);
        Assert.Equal(5000, report.Items + report.Trashed);
        Assert.True(report is { Trashed: > 100, Revisions: > 500, Originals: > 1000, Highlights: > 100 });
        var back = await new LibraryTakeover(_to.Database).ImportAsync(_folder.At("out"), dryRun: false, null, CancellationToken.None);
        Assert.Equal((5000, 0), (back.Import.Created, back.Import.Skipped.Count));
        Assert.Equal(SampleLibrary.Describe(_from.Database), SampleLibrary.Describe(_to.Database));
        // Again: all is there.
        back = await new LibraryTakeover(_to.Database).ImportAsync(_folder.At("out"), dryRun: false, null, CancellationToken.None);
        Assert.Equal((0, 0, 5000), (back.Import.Created, back.Import.Updated, back.Import.Unchanged));
        Assert.Equal(SampleLibrary.Describe(_from.Database), SampleLibrary.Describe(_to.Database));
    }

    [Fact]
    public async Task AnArchiveComesBackAsAFolderDoes()
    {
        await SampleLibrary.FillAsync(_from.Database, 300, seed: 7);
        var file = _folder.At("library.zip");
        await using (var stream = new ForwardStream(File.Create(file))) new LibraryExport(_from.Database).ToZip(stream, null, CancellationToken.None);
        using (var zip = ZipFile.OpenRead(file)) Assert.All(zip.Entries, entry => Assert.DoesNotContain(entry.FullName.Split('/'), part => part is "" or "." or ".."));
        Assert.True(LibraryTakeover.IsExport(file));
        var back = await new LibraryTakeover(_to.Database).ImportAsync(file, dryRun: false, null, CancellationToken.None);
        Assert.Equal(300, back.Import.Created);
        Assert.Equal(SampleLibrary.Describe(_from.Database), SampleLibrary.Describe(_to.Database));
    }

    [Fact]
    public async Task WhatTheLibraryMakesOfItemsIsTheSameAfterwards()
    {
        await using var from = new TestLibrary();
        await using var to = new TestLibrary();
        await SampleLibrary.FillAsync(from.Engine.Database, 60, seed: 9);
        await from.IndexAsync();
        from.Engine.Export.ToFolder(_folder.At("out"), null, CancellationToken.None);
        await to.Engine.Takeover.ImportAsync(_folder.At("out"), dryRun: false, null, CancellationToken.None);
        await to.IndexAsync();
        var expected = from.Engine.Items.List(new ItemQuery { Limit = 100 }).Items;
        var actual = to.Engine.Items.List(new ItemQuery { Limit = 100 }).Items;
        Assert.Equal(expected.Select(Shown), actual.Select(Shown));
        foreach (var item in expected) Assert.Equal(from.Engine.Items.Get(item.Id).Text, to.Engine.Items.Get(item.Id).Text);

        static string Shown(ItemSummary item) => $"{item.Id} {item.Version} {item.Title} {string.Join(',', item.Tags)} {item.Metadata.GetRawText()} {item.CreatedAt:O} {item.UpdatedAt:O} {item.Excerpt}";
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
        _folder.Dispose();
    }

    /// <summary>As a connection: it takes what it is given and goes back nowhere.</summary>
    private sealed class ForwardStream(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
