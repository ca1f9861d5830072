namespace Cortex.Engine.Tests.Sources.Exports.Obsidian;

public sealed class VaultsTests : IAsyncLifetime
{
    private const string Note = """
        ---
        tags: garden, kitchen
        aliases:
          - Rosen
        cssclass: wide
        ---
        # Roses

        Planted #garden/roses and #Kitchen, #2024 no tag, #y2024 one, in `#code` none, https://example.org/#frag none, a#b none.
        #first, #ärzte #日本 [x](#anchor) #a_b-c/d

            #indented

        ![[bed plan.png|300]] ![photo](img/rose.jpg) ![[Soil]] [[Tools#Spade|spade]]
        """;

    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task Tags_within_the_text_count_in_a_vault()
    {
        Directory.CreateDirectory(Path.Combine(_library.Files, "vault", ".obsidian"));
        _library.Write("vault/sub/roses.md", Note);
        await _library.ImportAsync(_library.Files);
        var item = _library.ByTitle()["Roses"];
        Assert.Equal(["garden", "kitchen", "garden/roses", "y2024", "first", "ärzte", "日本", "a_b-c/d"], item.Tags);
        Assert.Equal(Path.Combine(_library.Files, "vault"), item.Text("vault"));
        Assert.Equal("""["Rosen"]""", item.Text("aliases"));
        Assert.Equal("""["bed plan.png","img/rose.jpg"]""", item.Text("attachments"));
        Assert.Equal("""["bed plan.png","Soil","Tools"]""", item.Text("wikilinks")!.Replace("#Spade", "", StringComparison.Ordinal));
        Assert.Contains("Planted #garden/roses and #Kitchen, #2024 no tag", item.Text, StringComparison.Ordinal);
        Assert.Equal(["bed plan.png", "img/rose.jpg", "Soil", "Tools#Spade"], _library.Engine.Connections.Of(item.Id).Unresolved.Select(link => link.Target));
    }

    [Fact]
    public async Task Elsewhere_a_hash_is_a_hash()
    {
        _library.Write("roses.md", Note);
        await _library.ImportAsync(_library.Files);
        Assert.Equal(["garden", "kitchen"], _library.ByTitle()["Roses"].Tags);
    }
}
