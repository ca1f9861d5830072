using Cortex.Engine.Providers;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>
/// Brings the library to the model that the setting <c>embedding_model</c> names. Empty, it leaves the built-in encoder or a file as they are, and takes
/// leave of a provider. What is in the cloud waits until the user agreed.
/// </summary>
public sealed class EmbeddingChoice(Database database, AiSettings settings, ModelRouter router, RemoteModels remote)
{
    /// <summary>How long after a failure it is tried again.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private (CortexException Error, DateTimeOffset At, string Wish)? _failed;

    /// <summary>Why the library cannot be brought to what is chosen; null: it is, or on its way.</summary>
    public CortexException? Trouble => _failed?.Error;

    /// <summary>Whether a model is chosen by name. Then nothing is begun with the built-in encoder.</summary>
    public bool IsMade => Wish is { Provider: not EmbeddingModels.BuiltIn };

    private ModelId? Wish => settings.Chosen(AiTask.Embedding) is [var first, ..] ? first : null;

    /// <summary>Begins what is chosen, if it is neither in use nor being made. For one caller at a time.</summary>
    /// <returns>Whether something was begun.</returns>
    public async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        var wish = Wish;
        var (active, building) = database.ReadSnapshot(db => (Generations.Active(db), Generations.Building(db)));
        if (IsServed(wish, active, building))
        {
            _failed = null;
            return false;
        }

        if (_failed is { } failed && failed.Wish == Described(wish) && database.Time.GetUtcNow() - failed.At < TryAgain) return false;
        try
        {
            var model = await DescribeAsync(wish, cancellation);
            await database.Writer.RunAsync(Durability.Captured, db => Generations.Begin(db, model, database.Now));
            _failed = null;
            return true;
        }
        catch (CortexException error)
        {
            _failed = (error, database.Time.GetUtcNow(), Described(wish));
            return false;
        }
    }

    // Another address is another attempt.
    private string Described(ModelId? wish) => $"{settings.Mode} {wish} {settings.OllamaHost} {settings.OpenAiBaseUrl}";

    // The one that is being made is the newer decision.
    private static bool IsServed(ModelId? wish, Generation? active, Generation? building)
    {
        if ((building ?? active) is not { } newest) return wish is null or { Provider: EmbeddingModels.BuiltIn };
        return wish switch
        {
            null => !RemoteModels.Made(newest),
            { Provider: EmbeddingModels.BuiltIn } => newest.Model.StartsWith(EmbeddingModels.BuiltIn + ":", StringComparison.Ordinal),
            { Provider: EmbeddingModels.ModelFileProvider } file => newest.Location == Path.GetFullPath(file.Model),
            { } model => newest.Model == model.ToString(),
        };
    }

    private Task<ModelDescription> DescribeAsync(ModelId? wish, CancellationToken cancellation)
    {
        if (wish is not { Provider: not EmbeddingModels.BuiltIn } model) return Task.FromResult(EmbeddingModels.Describe(location: null));
        if (model.Provider == EmbeddingModels.ModelFileProvider) return Task.FromResult(EmbeddingModels.Describe(Path.GetFullPath(model.Model)));
        var provider = router.Provider(model);
        router.CheckMode(provider);
        // A variable is no agreement to what it costs.
        if (!ModelRouter.IsLocal(provider)) throw new ProviderException(provider.Id, ProviderFailure.NotAllowed, database.Read(db => EmbeddingPlan.Of(db, model, provider)).Question);
        return remote.DescribeAsync(model, cancellation);
    }
}
