using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Knowledge.Items;

public sealed class ItemIdsTests : IAsyncLifetime
{
    private const string First = "019a0000-1111-7222-8333-0123456789ab", Second = "019a0000-1111-7222-8333-fedcba987654", Third = "019a0001-1111-7222-8333-00aa11bb22cc";
    private readonly TestLibrary _library = new();

    public async Task InitializeAsync()
    {
        foreach (var id in (string[])[First, Second, Third]) await _library.Engine.Items.CreateAsync(new NewItem { Content = $"Note {id}", Id = id });
    }

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Theory]
    [InlineData(First, First)]
    [InlineData("0123456789ab", First)]
    [InlineData("456789", First)]
    [InlineData("FEDCBA", Second)]
    [InlineData("8333-fedc", Second)]
    [InlineData("019a0001", Third)]
    [InlineData("83330123", First)]
    public void AnyPartThatNoOtherHasIsEnough(string part, string id) => Assert.Equal(id, _library.Engine.Items.FindId(part));

    [Theory]
    [InlineData("019a0000")]
    [InlineData("722283")]
    public void OneThatSeveralHaveNamesThem(string part)
    {
        var error = Assert.Throws<CortexException>(() => _library.Engine.Items.FindId(part));
        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Contains(First, error.Message);
        Assert.Contains(Second, error.Message);
        Assert.Contains("Note 019a0000", error.Message);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("%%%%%%%%")]
    [InlineData("nothex-nothex")]
    [InlineData("ffffffff")]
    [InlineData("")]
    public void OneThatNoneHasIsTold(string part) => Assert.Equal(ErrorCode.ItemNotFound, Assert.Throws<CortexException>(() => _library.Engine.Items.FindId(part)).Code);

    [Fact]
    public async Task TheTrashIsAnotherPlace()
    {
        await _library.Engine.Items.DeleteAsync(First);
        Assert.Contains("cortex restore 456789ab", Assert.Throws<CortexException>(() => _library.Engine.Items.FindId("456789ab")).Message);
        Assert.Equal(First, _library.Engine.Items.FindId("456789ab", trashed: true));
        Assert.Contains("not in the trash", Assert.Throws<CortexException>(() => _library.Engine.Items.FindId("fedcba", trashed: true)).Message);
        // What is in the trash makes nothing ambiguous.
        Assert.Equal(Second, _library.Engine.Items.FindId("019a0000"));
    }
}
