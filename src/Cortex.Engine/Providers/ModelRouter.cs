using Cortex.Engine.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>Who answers a task: the models that the user chose for it, in the order of the mode, and nobody else.</summary>
public sealed class ModelRouter
{
    private readonly AiSettings _settings;
    private readonly Func<IReadOnlyList<IModelProvider>> _providers;
    private readonly CallPipeline _pipeline;

    /// <param name="providers">As the settings of the moment make them.</param>
    /// <param name="random">0 to 1.</param>
    public ModelRouter(AiSettings settings, Func<IReadOnlyList<IModelProvider>> providers, IModelCallLog log, TimeProvider time, Func<double> random) =>
        (_settings, _providers, _pipeline) = (settings, providers, new CallPipeline(log, time, random));

    /// <summary>The models that a task may ask now, in order; none: it is done in the built-in way.</summary>
    public IReadOnlyList<ModelId> ModelsOf(AiTask task) => ModelsOf(task, Providers());

    /// <summary>A chat for a task; null: none is chosen, or none that the mode allows.</summary>
    /// <exception cref="ProviderException">a model was chosen that cannot chat</exception>
    public IChatClient? Chat(AiTask task)
    {
        var providers = Providers();
        var models = ModelsOf(task, providers);
        if (models.Count == 0) return null;
        var chain = models.Select(model => (model, Chat(providers[model.Provider], model, task))).ToList();
        return chain.Count == 1 ? chain[0].Item2 : new FallbackChat(chain);
    }

    /// <summary>Whether nothing leaves this machine when a provider is asked.</summary>
    public static bool IsLocal(IModelProvider provider) => provider.Address is not { } address || ProviderOptions.IsLocal(address);

    private IChatClient Chat(IModelProvider provider, ModelId model, AiTask task)
    {
        var client = provider.Chat(model.Model) ?? throw new ProviderException(provider.Id, ProviderFailure.Refused, $"{provider.Name} has no chat: choose another model for {WireName.Of(task)}.");
        return _pipeline.Wrap(client, model, task, IsLocal(provider));
    }

    private Dictionary<string, IModelProvider> Providers() => _providers().ToDictionary(provider => provider.Id, StringComparer.Ordinal);

    private IReadOnlyList<ModelId> ModelsOf(AiTask task, Dictionary<string, IModelProvider> providers)
    {
        // A script takes the place of every model that speaks, whatever was chosen.
        if (task != AiTask.Embedding && providers.ContainsKey(BuiltInProviders.Scripted)) return [new ModelId(BuiltInProviders.Scripted, Scripted.ScriptedProvider.Model)];
        var chosen = _settings.Chosen(task).Where(model => providers.ContainsKey(model.Provider)).ToList();
        return _settings.Mode switch
        {
            AiMode.Local => [.. chosen.Where(model => IsLocal(providers[model.Provider]))],
            AiMode.Hybrid => [.. chosen.OrderByDescending(model => IsLocal(providers[model.Provider]))],
            _ => chosen,
        };
    }
}
