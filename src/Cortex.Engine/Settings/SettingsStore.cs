using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Contract.Status;
using Cortex.Engine.Events;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cortex.Engine.Settings;

/// <summary>The settings in force: the environment over <c>config.yaml</c> over what is stored over the default.</summary>
public sealed class SettingsStore(Database database, Func<string, string?> environment)
{
    private readonly Lazy<IReadOnlyDictionary<string, string>> _config = new(() => ReadConfig(database.Folder.Config));

    /// <summary>What is in force before the library is open: the environment over <c>config.yaml</c> over the default.</summary>
    /// <exception cref="CortexException">config.yaml cannot be read</exception>
    public static int IntBeforeOpening(LibraryFolder folder, SettingDefinition setting, Func<string, string?> environment)
    {
        if (environment(setting.Variable) is { Length: > 0 } text && setting.Check(text) is null) return int.Parse(text, CultureInfo.InvariantCulture);
        return int.Parse(ReadConfig(folder.Config).TryGetValue(setting.Name, out var kept) && setting.Check(kept) is null ? kept : setting.Default, CultureInfo.InvariantCulture);
    }

    public int Int(SettingDefinition setting) => int.Parse(Resolve(setting, Stored()).Value, CultureInfo.InvariantCulture);

    public string Text(SettingDefinition setting) => Resolve(setting, Stored()).Value;

    public SettingsResponse All()
    {
        var stored = Stored();
        return new SettingsResponse(BuiltInSettings.All.ToDictionary(setting => setting.Name, setting => Resolve(setting, stored), StringComparer.Ordinal));
    }

    /// <exception cref="CortexException">unknown name, value out of range</exception>
    public async Task<SettingsResponse> UpdateAsync(UpdateSettingsRequest request)
    {
        var errors = new List<FieldError>();
        foreach (var (name, value) in request.Settings)
        {
            var setting = BuiltInSettings.All.FirstOrDefault(known => known.Name == name);
            if (setting is null) errors.Add(new FieldError($"settings.{name}", "There is no such setting."));
            else if (setting.IsReadBeforeOpening) errors.Add(new FieldError($"settings.{name}", $"Is read before the library is open: set it in config.yaml or by {setting.Variable}."));
            else if (value is not null && SecretText.Redact(value) != value) errors.Add(new FieldError($"settings.{name}", "Holds an API key, and settings are no place for one: `cortex login` takes it."));
            else if (value is not null && setting.Check(value) is { } wrong) errors.Add(new FieldError($"settings.{name}", wrong));
        }

        if (errors.Count > 0) throw CortexException.Invalid(errors);
        await database.Writer.RunAsync(Durability.Captured, db =>
        {
            foreach (var (name, value) in request.Settings)
            {
                if (value is null) db.Execute("DELETE FROM settings WHERE name = ?1", name);
                else db.Execute("INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value);
            }

            ChangeLog.Append(db, ChangeLog.Settings);
        });
        return All();
    }

    private SettingValue Resolve(SettingDefinition setting, Dictionary<string, string> stored)
    {
        if (environment(setting.Variable) is { Length: > 0 } fromEnvironment && setting.Check(fromEnvironment) is null) return new SettingValue(fromEnvironment, "environment", setting.Variable);
        if (setting.OtherVariable is { } other && environment(other) is { Length: > 0 } fromOther && setting.Check(fromOther) is null) return new SettingValue(fromOther, "environment", other);
        if (_config.Value.TryGetValue(setting.Name, out var fromConfig) && setting.Check(fromConfig) is null) return new SettingValue(fromConfig, "config", "config.yaml");
        return stored.TryGetValue(setting.Name, out var kept) ? new SettingValue(kept, "stored", null) : new SettingValue(setting.Default, "default", null);
    }

    private Dictionary<string, string> Stored() => database.Read(db => db.Query("SELECT name, value FROM settings", row => (row.Text(0), row.Text(1)))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static Dictionary<string, string> ReadConfig(string file)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file)) return settings;
        try
        {
            using var reader = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root) return settings;
            foreach (var (key, value) in root.Children)
            {
                if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } text }) settings[name] = text;
            }

            return settings;
        }
        catch (YamlException error)
        {
            throw new CortexException(ErrorCode.InvalidArgument, $"{file} is not valid YAML: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(ErrorCode.FileNotReadable, $"{file} cannot be read: {error.Message}", error);
        }
    }
}
