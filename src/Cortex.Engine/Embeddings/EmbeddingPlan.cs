using System.Globalization;
using Cortex.Engine.Providers;
using Cortex.Engine.Storage;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>What it takes to embed the library by a model in the cloud, told before anything is sent.</summary>
/// <param name="Tokens">About: another model counts in other pieces.</param>
/// <param name="CostUsd">About; null where the price is not known.</param>
public sealed record EmbeddingPlan(ModelId Model, string Host, long Items, long Passages, long Tokens, double? CostUsd)
{
    public static EmbeddingPlan Of(Db db, ModelId model, IModelProvider provider)
    {
        var items = db.Long("SELECT count(*) FROM items WHERE deleted_at IS NULL") ?? 0;
        var (passages, tokens) = db.First("SELECT count(*), coalesce(sum(token_count), 0) FROM chunks", row => (row.Long(0), row.Long(1)));
        return new EmbeddingPlan(model, provider.Address?.Host ?? "", items, passages, tokens, Prices.Of(model, new UsageDetails { InputTokenCount = tokens }));
    }

    /// <summary>For a person who is to agree.</summary>
    public string Question => string.Create(CultureInfo.InvariantCulture,
        $"{Model} is in the cloud ({Host}). The text of {Items:N0} items ({Passages:N0} passages, about {Tokens:N0} tokens{Cost}) would be sent there, and from then on what comes in and every search. Nothing was sent. `cortex models use {Model} --yes` does it.");

    private string Cost => CostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $", about ${Math.Max(0.01, cost):0.00}") : ", at a price that is not known here";
}
