namespace Cortex.Engine.Settings;

/// <summary>A setting: its name in the database and in <c>config.yaml</c>, the environment variable over both, its default and what may stand in it.</summary>
public sealed record SettingDefinition(string Name, string Variable, string Default, string Description, Func<string, string?> Check)
{
    /// <summary>Read before the library is open, so that it cannot be kept in it.</summary>
    public bool IsReadBeforeOpening { get; init; }

    /// <summary>Another program's variable that says the same; read after our own.</summary>
    public string? OtherVariable { get; init; }
}
