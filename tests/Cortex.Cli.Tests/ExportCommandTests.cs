namespace Cortex.Cli.Tests;

[Trait("Speed", "slow")]
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly TemporaryHome _other = new();

    [Fact]
    public void A_library_leaves_and_comes_back_elsewhere()
    {
        _home.Run("add", "# Otters\n\nThey swim.", "--tag", "animals").Expect(0);
        var report = _home.Run("export", _home.At("out"), "--json").Expect(0).Json;
        Assert.Equal(1, report.GetProperty("items").GetInt64());
        Assert.Equal(["README.txt", "cortex.json", "items"], Directory.GetFileSystemEntries(_home.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("1 items", _home.Run("export", _home.At("out")).Expect(0).Out);
        Assert.Contains("it can be read", _other.Run("import", _home.At("out"), "--dry-run").Expect(0).Out);
        Assert.Contains("1 new", _other.Run("import", _home.At("out")).Expect(0).Out);
        Assert.Equal(1, _other.Run("import", _home.At("out"), "--json").Expect(0).Json.GetProperty("unchanged").GetInt32());
        Assert.Contains("Otters", _other.Run("search", "tag:animals swim").Expect(0).Out);
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_left_alone()
    {
        var file = _home.File("mine/cortex.json", "{\"format\": \"cortex-library\"}");
        _home.File("mine/thesis.txt", "mine");
        Assert.Contains("not empty", _home.Run("export", _home.At("mine")).Expect(1).Error);
        Assert.Equal(["cortex.json", "thesis.txt"], Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("invalid_argument", _home.Run("export", file, "--json").Expect(1).Out);
        Assert.Equal(["home", "mine"], Directory.GetDirectories(_home.At(".")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _home.Dispose();
        _other.Dispose();
    }
}
