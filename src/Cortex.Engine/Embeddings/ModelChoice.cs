using Cortex.Contract.Errors;
using Cortex.Contract.Models;
using Cortex.Contract.Status;
using Cortex.Engine.Providers;
using Cortex.Engine.Settings;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Embeddings;

/// <summary>Which model the library is embedded by. A change makes its vectors anew beside those in use, and can be taken back until they are complete.</summary>
public sealed class ModelChoice(Database database, SettingsStore settings, ModelRouter router, RemoteModels remote)
{
    public ModelsReport Report() => database.ReadSnapshot(db => new ModelsReport { Embedding = Describe(Generations.Active(db)), Building = Describe(Generations.Building(db)) });

    /// <param name="file">A sentence encoder as GGUF; null for the built-in one.</param>
    /// <exception cref="CortexException">no such file, or one that cannot be used: the message says why</exception>
    public async Task<ModelsReport> UseAsync(string? file)
    {
        if (file is not null && !File.Exists(file)) throw new CortexException(ErrorCode.ModelInvalid, $"There is no file {file}.");
        // Loaded once before anything is changed: a file that cannot be used is told now.
        var model = EmbeddingModels.Describe(file is null ? null : Path.GetFullPath(file));
        await ChooseAsync(named: null);
        await database.Writer.RunAsync(Durability.Captured, db => Generations.Begin(db, model, database.Now));
        return Report();
    }

    /// <param name="agreed">That the library's text is sent to a provider in the cloud. Nothing is sent before.</param>
    /// <exception cref="CortexException">the provider is not there, not allowed, or in the cloud and not agreed to: then the message says what would be sent</exception>
    public async Task<ModelsReport> UseAsync(ModelId model, bool agreed, CancellationToken cancellation)
    {
        if (model.Provider == EmbeddingModels.ModelFileProvider) return await UseAsync(model.Model);
        var provider = router.Provider(model);
        if (provider.Id == EmbeddingModels.BuiltIn) return await UseAsync(file: null);
        router.CheckMode(provider);
        if (!ModelRouter.IsLocal(provider) && !agreed) throw new ProviderException(provider.Id, ProviderFailure.NotAllowed, database.Read(db => EmbeddingPlan.Of(db, model, provider)).Question);
        var described = await remote.DescribeAsync(model, cancellation);
        await ChooseAsync(model.ToString());
        await database.Writer.RunAsync(Durability.Captured, db => Generations.Begin(db, described, database.Now));
        return Report();
    }

    /// <summary>Gives up what is being made; what is in use stays. False when nothing was being made.</summary>
    public async Task<bool> CancelAsync()
    {
        var (active, building) = database.ReadSnapshot(db => (Generations.Active(db), Generations.Building(db)));
        if (building is null) return false;
        // Else it would be begun anew.
        if (RemoteModels.Made(building) || (active is not null && RemoteModels.Made(active))) await ChooseAsync(active is not null && RemoteModels.Made(active) ? active.Model : null);
        return await database.Writer.RunAsync(Durability.Captured, Generations.CancelBuilding);
    }

    private async Task ChooseAsync(string? named)
    {
        var setting = BuiltInSettings.EmbeddingModel;
        var now = settings.All().Settings[setting.Name];
        if (now.Value == (named ?? setting.Default)) return;
        if (now.OverriddenBy is { } over) throw new CortexException(ErrorCode.InvalidArgument, $"{over} sets the embedding model to {now.Value}. Change it there.");
        await settings.UpdateAsync(new UpdateSettingsRequest(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting.Name] = named }));
    }

    private static EmbeddingModel? Describe(Generation? generation) => generation is null ? null : new EmbeddingModel(generation.Model, generation.Location, generation.Dimensions);
}
