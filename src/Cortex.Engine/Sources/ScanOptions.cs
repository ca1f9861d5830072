namespace Cortex.Engine.Sources;

public sealed record ScanOptions
{
    public const long DefaultMaxFileBytes = 10 * 1024 * 1024;

    public static ScanOptions Default { get; } = new();

    /// <summary>Larger files are skipped.</summary>
    public long MaxFileBytes { get; init; } = DefaultMaxFileBytes;

    /// <summary>Whether ignore patterns and file names are compared without regard to ASCII case.</summary>
    public bool IgnoreCase { get; init; } = GitIgnore.IgnoreRules.IgnoreCaseByDefault;
}
