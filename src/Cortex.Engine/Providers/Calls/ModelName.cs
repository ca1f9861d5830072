using System.Text.RegularExpressions;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Whether the model that answered is the one that was asked for, under whichever of its names.</summary>
internal static partial class ModelName
{
    /// <summary>The same name, its dated snapshot, its form with an owner or a path in front, or a file of that name.</summary>
    public static bool IsSame(string asked, string answered)
    {
        var (a, b) = (Plain(asked), Plain(answered));
        if (!OwnersAgree(asked, answered)) return false;
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

    // Two owners of a name are two models; a path on a server's disk says nothing of owners.
    private static bool OwnersAgree(string asked, string answered)
    {
        var (a, b) = (Owner(asked), Owner(answered));
        return a is null || b is null || a == b;
    }

    private static string? Owner(string name)
    {
        var parts = name.Trim().ToLowerInvariant().Replace('\\', '/').Split('/');
        return parts.Length == 2 && parts[0].Length > 0 && !parts[0].Contains(':', StringComparison.Ordinal) && !parts[1].EndsWith(".gguf", StringComparison.Ordinal) ? parts[0] : null;
    }

    // -2024-08-06, -20250929, @20250929, -0613, :free and the like, which tell a router how to serve the same model
    [GeneratedRegex("^(?:[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|\\d{6})(?:-v\\d+(?::\\d+)?)?|:(?:free|nitro|floor|online|exacto|extended))$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Snapshot();
}
