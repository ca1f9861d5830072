using System.Text.RegularExpressions;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Whether the model that answered is the one that was asked for, under whichever of its names.</summary>
internal static partial class ModelName
{
    /// <summary>The same name, its dated snapshot, its form with an owner or a path in front, or a file of that name.</summary>
    public static bool IsSame(string asked, string answered)
    {
        var (a, b) = (Plain(asked), Plain(answered));
        return a == b || (b.StartsWith(a, StringComparison.Ordinal) && Snapshot().IsMatch(b.AsSpan(a.Length)))
            || (a.StartsWith(b, StringComparison.Ordinal) && Snapshot().IsMatch(a.AsSpan(b.Length)));
    }

    private static string Plain(string name)
    {
        var plain = name.Trim().ToLowerInvariant().Replace('\\', '/');
        plain = plain[(plain.LastIndexOf('/') + 1)..];
        foreach (var ending in (ReadOnlySpan<string>)[".gguf", ":latest", "-latest"])
        {
            if (plain.Length > ending.Length && plain.EndsWith(ending, StringComparison.Ordinal)) plain = plain[..^ending.Length];
        }

        return plain;
    }

    // -2024-08-06, -20250929, @20250929, -0613, :free and the like of routers
    [GeneratedRegex("^(?:[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|\\d{6})(?:-v\\d+(?::\\d+)?)?|:[a-z]+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Snapshot();
}
