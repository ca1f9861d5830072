namespace Cortex.Engine.Providers;

/// <summary>Where keys are read from when a provider is called.</summary>
public static class ProviderKeys
{
    /// <summary>The variable that holds a provider's key; null: it takes none.</summary>
    public static string? VariableOf(string provider) => provider switch
    {
        BuiltInProviders.OpenAi => "OPENAI_API_KEY",
        BuiltInProviders.Anthropic => "ANTHROPIC_API_KEY",
        _ => null,
    };

    public static Func<string, string?> OfEnvironment(Func<string, string?> environment) =>
        provider => VariableOf(provider) is { } variable && environment(variable)?.Trim() is { Length: > 0 } key ? key : null;
}
