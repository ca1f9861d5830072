using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>What the tokens of well-known models cost, as their makers published it; another model's price is not guessed.</summary>
public static class Prices
{
    private const double Million = 1_000_000;

    // US dollars for a million tokens: input, cached input, output. Longer names first where one begins with another.
    private static readonly (string Provider, string Model, double Input, double Cached, double Output)[] Known =
    [
        ("openai", "gpt-5-nano", 0.05, 0.005, 0.40),
        ("openai", "gpt-5-mini", 0.25, 0.025, 2.00),
        ("openai", "gpt-5", 1.25, 0.125, 10.00),
        ("openai", "gpt-4.1-nano", 0.10, 0.025, 0.40),
        ("openai", "gpt-4.1-mini", 0.40, 0.10, 1.60),
        ("openai", "gpt-4.1", 2.00, 0.50, 8.00),
        ("openai", "gpt-4o-mini", 0.15, 0.075, 0.60),
        ("openai", "gpt-4o", 2.50, 1.25, 10.00),
        ("openai", "text-embedding-3-small", 0.02, 0.02, 0),
        ("openai", "text-embedding-3-large", 0.13, 0.13, 0),
        ("anthropic", "claude-opus-4-1", 15.00, 1.50, 75.00),
        ("anthropic", "claude-sonnet-4-5", 3.00, 0.30, 15.00),
        ("anthropic", "claude-sonnet-4", 3.00, 0.30, 15.00),
        ("anthropic", "claude-haiku-4-5", 1.00, 0.10, 5.00),
    ];

    /// <summary>US dollars; null where the price or the tokens are not known.</summary>
    public static double? Of(ModelId model, UsageDetails? usage)
    {
        if (usage is null || (usage.InputTokenCount is null && usage.OutputTokenCount is null)) return null;
        foreach (var price in Known)
        {
            if (price.Provider != model.Provider || !Calls.ModelName.IsSame(price.Model, model.Model)) continue;
            var cached = usage.CachedInputTokenCount ?? 0;
            return ((Math.Max(0, (usage.InputTokenCount ?? 0) - cached) * price.Input) + (cached * price.Cached) + ((usage.OutputTokenCount ?? 0) * price.Output)) / Million;
        }

        return null;
    }
}
