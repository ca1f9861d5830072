using Cortex.Engine.Embeddings;
using Cortex.Engine.Inference;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A query as a vector of the generation that is searched.</summary>
internal sealed record QueryVector(Generation Generation, float[] Values)
{
    /// <summary>The encoder that made it.</summary>
    /// <remarks>A provider gives vectors of whole texts only: then the built-in one tells sentences apart.</remarks>
    /// <exception cref="CortexException">it is not to be had</exception>
    public EncoderCache.Use Borrow() => (RemoteModels.Made(Generation) ? EncoderCache.OfProcess(ModelLocator.Find(ModelLocator.EncoderFile)) : EmbeddingModels.Encoder(Generation)).Borrow();

    /// <summary>
    /// The same, while others go on if the model has to be loaded first. Where it is loaded the caller's own thread is as
    /// fast, and never waits for one of a busy pool.
    /// </summary>
    public static Task<QueryVector?> Begin(Database database, EmbeddingModels models, string text, CancellationToken cancellation)
    {
        var isLoaded = database.Read(Generations.Active) is not { } active || IsLoaded(active);
        return isLoaded ? Task.FromResult(Of(database, models, text, cancellation)) : Task.Run(() => Of(database, models, text, cancellation), cancellation);
    }

    private static bool IsLoaded(Generation generation)
    {
        if (RemoteModels.Made(generation)) return false;
        try
        {
            return EmbeddingModels.Encoder(generation).IsLoaded;
        }
        catch (CortexException)
        {
            return true;
        }
    }

    /// <summary>Null when nothing has been embedded yet, or the model is not to be had: words go on without it.</summary>
    public static QueryVector? Of(Database database, EmbeddingModels models, string text, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(text) || database.Read(Generations.Active) is not { } active) return null;
        try
        {
            return new QueryVector(active, models.EncodeQuery(active, text, cancellation));
        }
        catch (CortexException)
        {
            // `cortex status` tells what is wrong with the model.
            return null;
        }
    }
}
