using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Export;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Sources;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Export;

/// <summary>Exports that somebody else made, or changed: a reason, and nothing half done.</summary>
public sealed class HostileExportTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Wrong => new()
    {
        { "path", "\"content_file\":{\"path\":\"../../etc/passwd\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "path", "\"content_file\":{\"path\":\"/etc/passwd\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "path", "\"content_file\":{\"path\":\"originals/../../x\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "path", "\"content_file\":{\"path\":\"originals\\\\..\\\\x\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "path", "\"content_file\":{\"path\":\"C:/x\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "path", "\"content_file\":{\"path\":\"originals//x\",\"size_bytes\":1,\"sha256\":\"x\"}" },
        { "size_bytes", "\"content_file\":{\"path\":\"originals/x\",\"size_bytes\":-1,\"sha256\":\"x\"}" },
        { "size_bytes", "\"content_file\":{\"path\":\"originals/x\",\"size_bytes\":99999999999,\"sha256\":\"x\"}" },
        { "created_at", "\"created_at\":-1" },
        { "created_at", "\"created_at\":\"-0001-01-01T00:00:00.000Z\"" },
        { "created_at", "\"created_at\":\"2024-13-01T00:00:00.000Z\"" },
        { "updated_at", "\"updated_at\":null" },
        { "version", "\"version\":0" },
        { "version", "\"version\":9223372036854775807" },
        { "id", "\"id\":\"../x\"" },
        { "id", "\"id\":\"\"" },
        { "format", "\"format\":\"exe\"" },
        { "source_url", "\"source_url\":\"javascript:alert(1)\"" },
        { "tags", "\"tags\":[null]" },
        { "tags", "\"tags\":\"x\"" },
        { "metadata", "\"metadata\":[]" },
        { "surrogate", "\"title\":\"\\ud800\"" },
        { "surrogate", "\"metadata\":{\"x\":\"\\ud800\"}" },
        { "depth", "\"metadata\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100) },
        { "depth", "\"metadata\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task OneWrongFieldKeepsAllOut(string what, string field)
    {
        Assert.NotEmpty(what);
        WriteDocument($"{Item("01890000-0000-7000-8000-000000000001")},{Item("01890000-0000-7000-8000-000000000002", field)}");
        await RefusedAsync();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":1,\"items\":[")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":99,\"items\":[]}")]
    [InlineData("{\"format\":\"another\",\"format_version\":1,\"items\":[]}")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":1,\"items\":[1]}")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":1,\"items\":[],\"items\":[]}")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":1,\"revisions\":[{\"item_id\":\"x\",\"revision\":1,\"created_at\":\"2024-01-01T00:00:00.000Z\",\"content\":\"x\"}]}")]
    [InlineData("{\"format\":\"cortex-library\",\"format_version\":1} trailing")]
    public async Task ADocumentOfAnotherShapeIsRefused(string document)
    {
        _folder.Write("export/cortex.json", document);
        await RefusedAsync();
    }

    [Fact]
    public async Task AnIdOrSourceTwiceIsRefused()
    {
        WriteDocument($"{Item("01890000-0000-7000-8000-000000000001")},{Item("01890000-0000-7000-8000-000000000001")}");
        await RefusedAsync();
        WriteDocument($"{Item("01890000-0000-7000-8000-000000000001", "\"source_key\":\"/a\"")},{Item("01890000-0000-7000-8000-000000000002", "\"source_key\":\"/a\"")}");
        await RefusedAsync();
        WriteDocument(Item("01890000-0000-7000-8000-000000000001"), Revision("01890000-0000-7000-8000-000000000001", 1));
        await RefusedAsync();
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("changed")]
    [InlineData("link")]
    [InlineData("linked folder")]
    [InlineData("pipe")]
    public async Task AFileThatIsNotAsExportedCostsItsItemAlone(string what)
    {
        var page = new NewItem { Content = "<p>a page</p>", Format = DocumentFormat.Html, ContentType = ContentType.Webpage, CreatedAt = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc) };
        using var from = new TemporaryLibrary();
        await from.Items.CreateAsync(page);
        from.Add("a note");
        new LibraryExport(from.Database).ToFolder(_folder.At("export"), null, CancellationToken.None);
        var file = Assert.Single(Directory.GetFiles(_folder.At("export/originals/2024-05")));
        switch (what)
        {
            case "missing":
                File.Delete(file);
                break;
            case "changed":
                File.WriteAllText(file, "<p>a cage</p>");
                break;
            case "link":
                File.Move(file, _folder.At("elsewhere"));
                File.CreateSymbolicLink(file, _folder.At("elsewhere"));
                break;
            case "linked folder":
                Directory.Move(Path.GetDirectoryName(file)!, _folder.At("elsewhere"));
                Directory.CreateSymbolicLink(Path.GetDirectoryName(file)!, _folder.At("elsewhere"));
                break;
            default:
                File.Delete(file);
                Shell.Run("mkfifo", file);
                break;
        }

        var report = (await ImportAsync()).Import;
        Assert.Equal(1, report.Created);
        var skipped = Assert.Single(report.SkippedFiles);
        Assert.Contains("originals/2024-05/", skipped.Detail, StringComparison.Ordinal);
        Assert.Equal("a note", Assert.Single(_library.Items.List(new ItemQuery()).Items).Title);
    }

    [Fact]
    public async Task AnArchiveThatUnpacksWithoutEndIsRefused()
    {
        var file = _folder.At("bomb.zip");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            using var stream = zip.CreateEntry("cortex.json", CompressionLevel.SmallestSize).Open();
            stream.Write("{\"format\":\"cortex-library\",\"format_version\":1,\"items\":[],\"padding\":["u8);
            var zeros = Encoding.ASCII.GetBytes("\"" + new string('0', 1_000_000) + "\",");
            for (var i = 0; i < 600; i++) stream.Write(zeros);
            stream.Write("0]}"u8);
        }

        var error = await Assert.ThrowsAsync<CortexException>(() => new LibraryTakeover(_library.Database).ImportAsync(file, dryRun: false, null, CancellationToken.None));
        Assert.Equal(ErrorCode.ExceedsLimits, error.Code);
        Assert.Equal(0, _library.Count("SELECT count(*) FROM items"));
    }

    [Fact]
    public void WhatIsNoExportIsNotTakenForOne()
    {
        _folder.Write("other/cortex.json", "{\"format\":\"another\"}");
        _folder.Write("broken.zip", "PK\u0003\u0004 and nothing more");
        using (var zip = ZipFile.Open(_folder.At("slip.zip"), ZipArchiveMode.Create)) zip.CreateEntry("../cortex.json");
        Shell.Run("mkfifo", _folder.At("pipe.zip"));
        foreach (var path in (string[])["other", "broken.zip", "slip.zip", "pipe.zip", "nothing"]) Assert.False(LibraryTakeover.IsExport(_folder.At(path)), path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    private async Task RefusedAsync()
    {
        var error = await Assert.ThrowsAsync<CortexException>(ImportAsync);
        Assert.True(error.Code is ErrorCode.UnreadableContent, $"{error.Code}: {error.Message}");
        Assert.Equal(0, _library.Count("SELECT count(*) FROM items"));
    }

    private Task<TakeoverReport> ImportAsync() => new LibraryTakeover(_library.Database).ImportAsync(_folder.At("export"), dryRun: false, null, CancellationToken.None);

    private void WriteDocument(string items, string revisions = "") =>
        _folder.Write("export/cortex.json", $"{{\"format\":\"cortex-library\",\"format_version\":1,\"items\":[{items}],\"revisions\":[{revisions}]}}");

    private static string Revision(string id, long number) => $"{{\"item_id\":\"{id}\",\"revision\":{number},\"created_at\":\"2024-01-01T00:00:00.000Z\",\"content\":\"x\"}}";

    // A field that is given takes the place of its own.
    private static string Item(string id, string field = "")
    {
        var name = field.Length > 0 ? field[1..field.IndexOf('"', 1)] : "";
        var item = JsonNode.Parse($$"""
            {"id":"{{id}}","version":1,"revision":1,"revised_at":"2024-01-01T00:00:00.000Z","title":"A title","title_derived":false,"content_type":"note","format":"markdown","language":null,"source_url":null,
             "source":"api","source_key":null,"metadata":{},"tags":[],"starred":false,"created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z","opened_at":null,"vanished_at":null,"deleted_at":null,"content":"text"}
            """)!.AsObject();
        item.Remove(name);
        var json = item.ToJsonString();
        return field.Length == 0 ? json : json[..^1] + "," + field + "}";
    }
}
