namespace Cortex.Engine.Secrets;

/// <summary>Every check of a key there is.</summary>
public static class BuiltInKeyChecks
{
    public static IReadOnlyList<IKeyCheck> All { get; } = [];
}
