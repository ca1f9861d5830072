using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Chunking;
using Cortex.Engine.Storage;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>Embeds passages and keeps their vectors.</summary>
internal sealed class EmbeddingBatch(Database database, EmbeddingModels models, Lazy<Chunker> chunker)
{
    private readonly EmbeddingRate _rate = new(database.Time);

    /// <param name="alongside">Written in the transaction that keeps the vectors.</param>
    /// <returns>False when the generation is no longer made; then nothing was written.</returns>
    /// <exception cref="CortexException">the model, the disk or the database: not the fault of a passage</exception>
    public async Task<bool> EmbedAsync(Generation generation, IReadOnlyList<PendingPassage> passages, CancellationToken cancellation, Action<Db>? alongside = null)
    {
        var vectors = new List<(PendingPassage, byte[])>(passages.Count);
        var unknown = new List<PendingPassage>(passages.Count);
        database.ReadSnapshot(db =>
        {
            foreach (var passage in passages)
            {
                if (VectorStore.Twin(db, generation, passage) is { } known) vectors.Add((passage, known));
                else unknown.Add(passage);
            }

            return true;
        });
        var rate = unknown.Count > 0 ? await EncodeAsync(generation, unknown, vectors, cancellation) : null;
        return await database.Writer.RunAsync(Durability.Derived, db =>
        {
            if (!VectorStore.Write(db, generation, vectors)) return false;
            alongside?.Invoke(db);
            if (rate is { } measured) EmbeddingRate.Keep(db, measured);
            return true;
        });
    }

    private async Task<double?> EncodeAsync(Generation generation, List<PendingPassage> passages, List<(PendingPassage, byte[])> vectors, CancellationToken cancellation)
    {
        _rate.Begin();
        var tokens = 0L;
        double? rate;
        try
        {
            using var generator = models.Generator(generation);
            var made = await generator.GenerateAsync(passages.Select(Input), options: null, cancellation);
            if (made.Count != passages.Count) throw new CortexException(ErrorCode.ModelInvalid, $"{generation.Model} gave {made.Count} vectors for {passages.Count} texts.");
            for (var i = 0; i < made.Count; i++) vectors.Add((passages[i], Blob(generation, passages[i], made[i])));
            tokens = passages.Sum(passage => (long)passage.TokenCount);
        }
        finally
        {
            rate = _rate.End(tokens);
        }

        return rate;
    }

    private byte[] Blob(Generation generation, PendingPassage passage, Embedding<float> made)
    {
        if (made.Vector.Length != generation.Dimensions) throw new CortexException(ErrorCode.ModelInvalid, $"{generation.Model} gave a vector of {made.Vector.Length} dimensions in place of {generation.Dimensions}.");
        // Of nothing there is no meaning.
        return string.IsNullOrWhiteSpace(Input(passage)) ? [] : VectorBlob.Of(made.Vector.Span);
    }

    // Chunks are measured so that this fits the model.
    private string Input(PendingPassage passage)
    {
        var title = chunker.Value.TitleInFront(passage.Title);
        return title.Length == 0 ? passage.Text : $"{title}\n{passage.Text}";
    }
}
