using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Knowledge.Items;

public sealed class LibraryLanguageTests : IAsyncLifetime
{
    private const string German = "Die Sicherung läuft jede Nacht um zwei Uhr und wird auf dem Server im Keller gespeichert.";
    private const string English = "The backup runs every night at two and is kept on the server that stands in the basement.";
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task TheLanguageOfATextIsKept()
    {
        var german = await _library.AddAsync(German);
        var mixed = await _library.AddAsync($"{English}\n\n```\n{string.Concat(Enumerable.Repeat("der die das und ist nicht\n", 50))}```\n");
        await _library.Engine.Importer.ImportAsync(new Cortex.Engine.Sources.ImportRequest { Paths = [_library.Write("Names.cs", "// The names of all those that are in the list\nint count = 0;")] }, null, CancellationToken.None);
        await _library.IndexAsync();
        var code = _library.Engine.Search.Search(new SearchRequest { Query = "names" }).Results[0].ItemId;
        Assert.Equal("de", Language(german.Id));
        Assert.Equal("en", Language(mixed.Id));
        Assert.Null(Language(code));
        await _library.Engine.Items.UpdateAsync(german.Id, new UpdateItemRequest { Content = "租约三月到期，我们必须在年底之前告诉房东。" });
        await _library.IndexAsync();
        Assert.Equal("zh", Language(german.Id));
    }

    [Fact]
    public async Task ALibraryThatIsLargelyNotEnglishIsNoticed()
    {
        await AddAsync(German, 4);
        Assert.Empty(Notices());
        await AddAsync(German, 2);
        var notice = Assert.Single(Notices());
        Assert.Equal(LibraryLanguage.NotEnglish, notice.Code);
        Assert.Contains("cortex models use", notice.Message, StringComparison.Ordinal);
        Assert.Equal([notice], _library.Engine.Search.Search(new SearchRequest { Query = "sicherung" }).Notices);
        Assert.Equal([notice], _library.Engine.Search.Search(new SearchRequest { Query = "tag:x" }).Notices);
        await AddAsync(English, 7);
        Assert.Empty(Notices());
    }

    [Fact]
    public async Task WhatHasNoLanguageDoesNotCount()
    {
        await AddAsync(German, 6);
        await AddAsync("x", 20);
        Assert.Single(Notices());
    }

    [Theory]
    [InlineData("active", "built-in:all-minilm-l6-v2", 1)]
    [InlineData("active", "gguf:labse", 0)]
    [InlineData("building", "gguf:labse", 1)]
    [InlineData("retired", "gguf:labse", 1)]
    public async Task AnotherEncoderMayReadIt(string status, string model, int notices)
    {
        await AddAsync(German, 6);
        Assert.Single(Notices());
        _library.Engine.Database.Writer.Run(Durability.Captured, db =>
        {
            db.Execute("INSERT INTO generations (key, model, dimensions, status, created_at) VALUES ('k', ?1, 8, ?2, 0)", model, status);
        });
        Assert.Equal(notices, Notices().Count);
    }

    private async Task AddAsync(string content, int times)
    {
        for (var i = 0; i < times; i++) await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = content });
        await _library.IndexAsync();
    }

    private string? Language(string id) => _library.Engine.Database.Read(db => db.Text("SELECT text_language FROM items WHERE id = ?1", id));

    private IReadOnlyList<Notice> Notices() => _library.Engine.Language.Notices();
}
