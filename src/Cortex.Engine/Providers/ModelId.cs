using System.Diagnostics.CodeAnalysis;

namespace Cortex.Engine.Providers;

/// <summary>A model of a provider, written <c>provider:model</c>; a model's own name may hold colons and slashes.</summary>
public readonly record struct ModelId(string Provider, string Model)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out ModelId id)
    {
        id = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == text!.Length - 1 || text.Any(char.IsControl)) return false;
        id = new ModelId(text[..colon].Trim(), text[(colon + 1)..].Trim());
        return id is { Provider.Length: > 0, Model.Length: > 0 };
    }

    public override string ToString() => $"{Provider}:{Model}";
}
