using Cortex.Contract.Import;
using Cortex.Engine.Sources.Exports.Notion;

namespace Cortex.Engine.Tests.Sources.Exports.Notion;

public sealed class NotionReaderTests : IAsyncLifetime
{
    private const string Outer = "Export-1b2c3d4e-0000-4000-8000-123456789abc.zip", Part = "Export-1b2c3d4e-0000-4000-8000-123456789abc-Part-1.zip";
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task An_unpacked_export_becomes_pages_with_properties_and_links()
    {
        NotionFiles.Unpack(_library.Files);
        Check(await _library.ImportAsync(_library.Files));
        var items = _library.ByTitle();
        var home = items["Home"];
        Assert.Equal((NotionFiles.Home, "notion", """["Home/Untitled.png"]"""), (home.Text("notion_id"), home.Source, home.Text("attachments")));
        Assert.StartsWith("Home\n\nNote: all begins here.", home.Text, StringComparison.Ordinal);
        var bread = items["Bake bread"];
        Assert.Equal("# Bake bread\n\nKnead, then [home](../../Home%20" + NotionFiles.Home + ".md).\nWarning: hot.\n", bread.Content);
        Assert.Equal(["home", "food"], bread.Tags);
        Assert.Equal(new DateTime(2024, 1, 5, 10, 0, 0, DateTimeKind.Utc), bread.CreatedAt);
        Assert.Equal("""["Home","Tasks"]""", bread.Text("notion_path"));
        Assert.Equal("""{"Status":"Doing","Tags":"home, food","Created":"January 5, 2024 10:00 AM","Hours":"3"}""", bread.Text("notion_properties"));
        Assert.Equal("Done", items["Cook soup"].Metadata.GetProperty("notion_properties").GetProperty("Status").GetString());
        Assert.Equal("Status: Open\nHours: 1", items["No page"].Text);
        Assert.Equal([bread.Id], Linked(home.Id, Contract.Connections.ConnectionDirection.Out));
        Assert.Equal([bread.Id], Linked(home.Id, Contract.Connections.ConnectionDirection.In));
    }

    [Fact]
    public async Task The_archive_and_its_parts_are_the_same_export()
    {
        File.WriteAllBytes(Path.Combine(_library.Files, "e.zip"), NotionFiles.Zip());
        Check(await _library.ImportAsync(Path.Combine(_library.Files, "e.zip")));
        var outer = Path.Combine(_library.Files, Outer);
        File.WriteAllBytes(outer, NotionFiles.Zip([new(Part, NotionFiles.Zip())]));
        Assert.Equal((0, 0, 4), (await _library.ImportAsync(outer)).Counts());
        var folder = Directory.CreateDirectory(Path.Combine(_library.Files, "unpacked")).FullName;
        NotionFiles.Unpack(folder);
        Assert.Equal((0, 0, 4), (await _library.ImportAsync(folder)).Counts());
        File.AppendAllText(Path.Combine(folder, $"Home {NotionFiles.Home}.md"), "More.\n");
        Assert.Equal((0, 1, 3), (await _library.ImportAsync(folder)).Counts());
    }

    [Fact]
    public async Task A_damaged_or_hostile_archive_is_a_reason()
    {
        var zip = NotionFiles.Zip([new($"A {NotionFiles.Home}.md", new byte[70 * 1024 * 1024])]);
        var bomb = Path.Combine(_library.Files, Outer);
        File.WriteAllBytes(bomb, zip);
        Assert.Equal(1, (await _library.ImportAsync(bomb)).Skipped["exceeds_limits"]);
        File.WriteAllBytes(bomb, NotionFiles.Zip()[..200]);
        Assert.Equal(1, (await _library.ImportAsync(bomb)).Skipped["unreadable_content"]);
        File.WriteAllBytes(bomb, NotionFiles.Zip([new(Part, [1, 2, 3])]));
        Assert.Equal(1, (await _library.ImportAsync(bomb)).Skipped["unreadable_content"]);
        File.WriteAllBytes(bomb, NotionFiles.Zip([new($"../../../A {NotionFiles.Home}.md", "# Out\n"u8.ToArray())]));
        Assert.Equal(1, (await _library.ImportAsync(bomb)).Created);
        Assert.Single(Directory.GetFiles(_library.Files));
    }

    [Fact]
    public async Task One_such_page_among_notes_makes_no_export()
    {
        _library.Write($"A {NotionFiles.Home}.md", "# A\n");
        _library.Write("b.md", "# B\n");
        _library.Write("c.md", "# C\n");
        Assert.Equal(3, (await _library.ImportAsync(_library.Files)).Created);
        Assert.Equal("import", _library.ByTitle()["A"].Source);
    }

    [Fact]
    public async Task A_database_without_pages_is_a_table()
    {
        _library.Write($"Prices {NotionFiles.Tasks}.csv", "Name,Price\nBread,3\n");
        Assert.Equal(1, (await _library.ImportAsync(_library.Files)).Created);
        Assert.Contains("Bread", _library.ByTitle()["Prices"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# T\n\nA: b\nC: d\n\nText", null, "A=b,C=d", "# T\n\nA: b\nC: d\n\nText")]
    [InlineData("# T\n\nA: b\nand so on\n\nText", null, "", "# T\n\nA: b\nand so on\n\nText")]
    [InlineData("# T\n\nA: b\nand so on\nC: d\n\nText", "A,C", "A=b\nand so on,C=d", "# T\n\nText")]
    [InlineData("# T\n\nWarning: hot\n\nText", "A,C", "", "# T\n\nWarning: hot\n\nText")]
    [InlineData("", "A", "", "")]
    [InlineData("#", null, "", "#")]
    public void Lines_under_the_title_are_properties_where_the_database_has_them(string text, string? columns, string properties, string content)
    {
        var page = NotionPage.Parse(text, "T", columns?.Split(','));
        Assert.Equal((properties, content), (string.Join(',', page.Properties.Select(property => $"{property.Key}={property.Value}")), page.Text));
    }

    private static void Check(ImportReport report)
    {
        Assert.Equal((4, 0, 0), report.Counts());
        Assert.Equal(["attachment=1"], report.Skipped.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private IEnumerable<string> Linked(string id, Contract.Connections.ConnectionDirection direction) =>
        _library.Engine.Connections.Of(id).Connections.Where(connection => connection.Direction == direction).Select(connection => connection.ItemId);
}
