using Cortex.Contract.Items;

namespace Cortex.Engine.Tests.Knowledge.Items;

public sealed class TitleTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Theory]
    [InlineData(null, "The first line")]
    [InlineData("", "The first line")]
    [InlineData("  ", "  ")]
    [InlineData(" As sent ", " As sent ")]
    public async Task A_title_is_kept_as_sent_and_derived_where_there_is_none(string? sent, string kept)
    {
        var item = await _library.AddAsync("# The first line\n\nThe second.", sent);
        Assert.Equal(kept, item.Title);
        Assert.Equal(kept, (await _library.Engine.Items.UpdateAsync(item.Id, new UpdateItemRequest { Title = sent })).Title);
    }
}
