using Cortex.Engine.Sources.Folders;

namespace Cortex.Engine.Tests.Sources.Folders;

public sealed class FolderEventsTests
{
    private readonly FolderEvents _events = new();

    [Fact]
    public void What_happened_is_given_once()
    {
        Assert.Null(_events.Take());
        Assert.True(_events.Add("a/b.md", isNewName: false));
        var part = _events.Take()!;
        Assert.Equal(["a/b.md"], part.Filter.Paths);
        Assert.Contains("a/b.md", part.Reread);
        Assert.Null(_events.Take());
        _events.Return(part);
        Assert.Equal(["a/b.md"], _events.Take()!.Filter.Paths);
    }

    [Theory]
    [InlineData(".git/index", false)]
    [InlineData("node_modules/x/readme.md", false)]
    [InlineData("a/.cache/x", false)]
    [InlineData("bin/x.md", true)]
    [InlineData(".hidden", true)]
    public void What_never_comes_in_wakes_nobody(string path, bool wakes) => Assert.Equal(wakes, _events.Add(path, isNewName: true));

    [Theory]
    [InlineData("a/.gitignore", false, "a")]
    [InlineData(".cortexignore", false, "")]
    [InlineData("a/Cargo.toml", true, "a")]
    [InlineData("a/Cargo.toml", false, "a/Cargo.toml")]
    [InlineData("a/b/x.csproj", true, "a/b")]
    [InlineData("a/.git", true, "a")]
    public void What_decides_on_others_makes_them_all_looked_at(string path, bool isNewName, string folder)
    {
        _events.Add(path, isNewName);
        Assert.Equal([folder], _events.Take()!.Filter.Paths);
    }

    [Fact]
    public void A_move_is_followed_through_its_steps()
    {
        _events.AddMove("a.md", "b.md");
        _events.AddMove("b.md", "c.md");
        _events.AddMove("old", "new");
        var part = _events.Take()!;
        Assert.Equal(("a.md", "old/x/y.md", null), (part.Before("c.md"), part.Before("new/x/y.md"), part.Before("d.md")));
        _events.AddMove("a.md", "b.md");
        _events.AddMove("b.md", "a.md");
        Assert.Empty(_events.Take()!.Moves);
    }

    [Fact]
    public void Too_much_to_remember_is_everything()
    {
        for (var n = 0; n < 3000; n++) _events.Add($"{n}.md", isNewName: false);
        Assert.True(_events.Take()!.IsWhole);
        _events.AddEverything();
        Assert.True(_events.Take()!.IsWhole);
    }
}
