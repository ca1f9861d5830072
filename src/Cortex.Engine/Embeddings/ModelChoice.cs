using Cortex.Contract.Errors;
using Cortex.Contract.Models;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>Which model the library is embedded by. A change makes its vectors anew beside those in use, and can be taken back until they are complete.</summary>
public sealed class ModelChoice(Database database)
{
    public ModelsReport Report() => database.ReadSnapshot(db => new ModelsReport { Embedding = Describe(Generations.Active(db)), Building = Describe(Generations.Building(db)) });

    /// <param name="file">A sentence encoder as GGUF; null for the built-in one.</param>
    /// <exception cref="CortexException">no such file, or one that cannot be used: the message says why</exception>
    public async Task<ModelsReport> UseAsync(string? file)
    {
        if (file is not null && !File.Exists(file)) throw new CortexException(ErrorCode.ModelInvalid, $"There is no file {file}.");
        // Loaded once before anything is changed: a file that cannot be used is told now.
        var model = EmbeddingModels.Describe(file is null ? null : Path.GetFullPath(file));
        await database.Writer.RunAsync(Durability.Captured, db => Generations.Begin(db, model, database.Now));
        return Report();
    }

    /// <summary>Gives up what is being made; what is in use stays. False when nothing was being made.</summary>
    public Task<bool> CancelAsync() => database.Writer.RunAsync(Durability.Captured, Generations.CancelBuilding);

    private static EmbeddingModel? Describe(Generation? generation) => generation is null ? null : new EmbeddingModel(generation.Model, generation.Location, generation.Dimensions);
}
