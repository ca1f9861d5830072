using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine.Settings;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Settings;

public sealed class SettingsStoreTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();
    private readonly Dictionary<string, string> _environment = [];

    private SettingsStore Store => new(_library.Database, name => _environment.GetValueOrDefault(name));

    [Fact]
    public async Task The_environment_is_over_the_file_is_over_what_is_stored()
    {
        Assert.Equal(("30", "default"), Days());
        await Store.UpdateAsync(Change("trash_days", "40"));
        _library.Close();
        Assert.Equal(("40", "stored"), Days());
        File.WriteAllText(_library.Folder.Config, "trash_days: 50\n");
        Assert.Equal(("50", "config"), Days());
        _environment["CORTEX_TRASH_DAYS"] = "60";
        Assert.Equal(("60", "environment"), Days());
        Assert.Equal(60, Store.Int(BuiltInSettings.TrashDays));
    }

    [Fact]
    public async Task The_port_is_known_before_the_library_is_open_and_not_kept_in_it()
    {
        Assert.Equal(8742, Port());
        File.WriteAllText(_library.Folder.Config, "port: 9001\n");
        Assert.Equal(9001, Port());
        _environment["CORTEX_PORT"] = "9002";
        Assert.Equal(9002, Port());
        var error = await Assert.ThrowsAsync<CortexException>(() => Store.UpdateAsync(Change("port", "9003")));
        Assert.Contains("config.yaml", error.Fields.Single().Message, StringComparison.Ordinal);

        int Port() => SettingsStore.IntBeforeOpening(_library.Folder, BuiltInSettings.Port, name => _environment.GetValueOrDefault(name));
    }

    [Fact]
    public async Task Null_goes_back_to_the_default()
    {
        await Store.UpdateAsync(Change("trash_days", "40"));
        await Store.UpdateAsync(Change("trash_days", null));
        Assert.Equal(("30", "default"), Days());
    }

    [Fact]
    public async Task A_wrong_one_changes_nothing()
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => Store.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?> { ["trash_days"] = "40", ["nonsense"] = "1", ["port"] = "99999" })));
        Assert.Equal(ErrorCode.ValidationFailed, error.Code);
        Assert.Equal(["settings.nonsense", "settings.port"], error.Fields.Select(field => field.Field).Order());
        Assert.Equal(("30", "default"), Days());
    }

    [Fact]
    public void A_file_that_is_no_yaml_is_told_when_the_library_is_opened()
    {
        File.WriteAllText(_library.Folder.Config, "a: [");
        var error = Assert.Throws<CortexException>(() => CortexEngine.Open(_library.Folder, TimeProvider.System, "test"));
        Assert.Contains("config.yaml", error.Message);
    }

    public void Dispose() => _library.Dispose();

    private static UpdateSettingsRequest Change(string name, string? value) => new(new Dictionary<string, string?> { [name] = value });

    private (string Value, string Origin) Days()
    {
        var setting = Store.All().Settings["trash_days"];
        return (setting.Value, setting.Origin);
    }
}
