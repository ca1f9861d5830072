using Cortex.Engine.Embeddings;
using Cortex.Engine.Inference;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Search;

/// <summary>A query as a vector of the generation that is searched.</summary>
internal sealed record QueryVector(Generation Generation, float[] Values)
{
    /// <summary>The encoder that made it.</summary>
    public EncoderCache.Use Borrow() => EmbeddingModels.Encoder(Generation).Borrow();

    /// <summary>Null when nothing has been embedded yet, or the model is not to be had: words go on without it.</summary>
    public static QueryVector? Of(Database database, string text, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(text) || database.Read(Generations.Active) is not { } active) return null;
        try
        {
            using var use = EmbeddingModels.Encoder(active).Borrow();
            return new QueryVector(active, use.Encoder.Encode(text, cancellation));
        }
        catch (CortexException)
        {
            // `cortex status` tells what is wrong with the model.
            return null;
        }
    }
}
