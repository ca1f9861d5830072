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
        if (models.Count == 0)
        {
            // What a variable or the configuration names wrongly is told, and not passed over.
            if (_settings.Chosen(task).FirstOrDefault(model => !providers.ContainsKey(model.Provider)) is { Provider: not null } unknown) Provider(unknown);
            return null;
        }

        var chain = models.Select(model => (model, Chat(providers[model.Provider], model, task))).ToList();
        return chain.Count == 1 ? chain[0].Item2 : new FallbackChat(chain);
    }

    /// <summary>Vectors by a model, if it is the one that is chosen for that and the mode allows it.</summary>
    /// <param name="timeout">Null: as long as a batch may take.</param>
    /// <exception cref="ProviderException">no such provider, none that makes vectors, or not allowed</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(ModelId model, TimeSpan? timeout = null)
    {
        var provider = Provider(model);
        // What is on this machine may serve on while another is being changed to.
        if (!IsLocal(provider) && !_settings.Chosen(AiTask.Embedding).Contains(model))
            throw new ProviderException(provider.Id, ProviderFailure.NotAllowed, $"{model} is in the cloud and not chosen for embedding any more: nothing is sent to it. `cortex models use` shows what can be chosen.");
        return Unchosen(provider, model, timeout);
    }

    /// <summary>Vectors by a model that is about to be chosen, once the user agreed to it.</summary>
    /// <exception cref="ProviderException">as for <see cref="Embeddings"/></exception>
    public IEmbeddingGenerator<string, Embedding<float>> EmbeddingsToTry(ModelId model) => Unchosen(Provider(model), model, timeout: null);

    /// <summary>The provider of a model.</summary>
    /// <exception cref="ProviderException">there is none of that name</exception>
    public IModelProvider Provider(ModelId model) => _providers().FirstOrDefault(provider => provider.Id == model.Provider)
        ?? throw new ProviderException(model.Provider, ProviderFailure.ModelMissing, $"There is no provider {model.Provider}. There are {string.Join(", ", _providers().Select(provider => provider.Id))}.");

    /// <exception cref="ProviderException">the mode keeps everything on this machine, and the provider is elsewhere</exception>
    public void CheckMode(IModelProvider provider)
    {
        if (_settings.Mode == AiMode.Local && !IsLocal(provider))
            throw new ProviderException(provider.Id, ProviderFailure.NotAllowed, $"{provider.Name} is at {provider.Address!.Host}, and the mode is local: nothing is sent there. Set ai_mode to hybrid or cloud to allow it.");
    }

    private IEmbeddingGenerator<string, Embedding<float>> Unchosen(IModelProvider provider, ModelId model, TimeSpan? timeout)
    {
        CheckMode(provider);
        var generator = provider.Embeddings(model.Model) ?? throw new ProviderException(provider.Id, ProviderFailure.Refused, $"{provider.Name} makes no vectors: choose another model for embedding.");
        return _pipeline.Wrap(generator, model, IsLocal(provider), timeout);
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
        // A script takes the place of the models that people talk with, whatever was chosen; its steps serve nothing else.
        if (task is AiTask.Chat or AiTask.Agent && providers.ContainsKey(BuiltInProviders.Scripted)) return [new ModelId(BuiltInProviders.Scripted, Scripted.ScriptedProvider.Model)];
        var chosen = _settings.Chosen(task).Where(model => providers.ContainsKey(model.Provider)).ToList();
        return _settings.Mode switch
        {
            AiMode.Local => [.. chosen.Where(model => IsLocal(providers[model.Provider]))],
            AiMode.Hybrid => [.. chosen.OrderByDescending(model => IsLocal(providers[model.Provider]))],
            _ => chosen,
        };
    }
}
