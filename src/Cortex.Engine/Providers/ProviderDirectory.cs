using System.Runtime.CompilerServices;
using Cortex.Contract.Errors;
using Cortex.Contract.Models;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Providers;

/// <summary>Who runs models, whether they are there, and what they have. One that is in the cloud is asked only if it is chosen for something, or named by the user.</summary>
public sealed class ProviderDirectory(AiSettings settings, ModelRouter router, Func<IReadOnlyList<IModelProvider>> providers, TimeProvider time)
{
    /// <summary>How long one may take to say whether it is there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ProviderReport>> ListAsync(CancellationToken cancellation)
    {
        var chosen = Enum.GetValues<AiTask>().SelectMany(router.ModelsOf).Select(model => model.Provider).ToHashSet(StringComparer.Ordinal);
        return await Task.WhenAll(providers().Select(provider => ModelRouter.IsLocal(provider) || chosen.Contains(provider.Id) ? AskAsync(provider, cancellation) : Task.FromResult(Report(provider))));
    }

    /// <summary>One provider: whether it is there, and what it has.</summary>
    /// <exception cref="CortexException">there is none of that name</exception>
    public Task<ProviderReport> GetAsync(string id, CancellationToken cancellation) => AskAsync(Find(id), cancellation);

    /// <summary>Whether a provider works, its key included. The user asked for it by name.</summary>
    /// <exception cref="CortexException">there is none of that name, or the mode keeps everything on this machine</exception>
    public async Task<ProviderTestResult> TestAsync(string id, CancellationToken cancellation)
    {
        var provider = Find(id);
        router.CheckMode(provider);
        var began = time.GetTimestamp();
        try
        {
            var version = await WithinAsync(provider, provider.TestAsync, cancellation);
            return new ProviderTestResult(id, Ok: true, version, (long)time.GetElapsedTime(began).TotalMilliseconds, Code: null, Error: null);
        }
        catch (CortexException error)
        {
            return new ProviderTestResult(id, Ok: false, Version: null, (long)time.GetElapsedTime(began).TotalMilliseconds, error.Code, error.Message);
        }
    }

    /// <summary>Fetches a model to this machine.</summary>
    /// <param name="model">Its name, with or without <c>ollama:</c> in front.</param>
    /// <exception cref="CortexException">nobody keeps models, no such model, or it stopped</exception>
    public async IAsyncEnumerable<PullStatus> PullAsync(string model, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (store, name) = Kept(model);
        await foreach (var step in store.PullAsync(name, cancellation)) yield return new PullStatus { Status = step.Status, Completed = step.Done, Total = step.Total };
    }

    /// <summary>Removes a model from this machine.</summary>
    /// <param name="model">As for <see cref="PullAsync"/>.</param>
    /// <returns>Its name, as it was kept.</returns>
    /// <exception cref="CortexException">no such model, or nobody keeps models</exception>
    public async Task<string> RemoveAsync(string model, CancellationToken cancellation)
    {
        var (store, name) = Kept(model);
        await store.DeleteAsync(name, cancellation);
        return name;
    }

    /// <summary>What each task asks, and who decided that.</summary>
    public IReadOnlyDictionary<string, TaskReport> Tasks() => Enum.GetValues<AiTask>().ToDictionary(WireName.Of, task =>
        new TaskReport([.. settings.Chosen(task).Select(model => model.ToString())], [.. router.ModelsOf(task).Select(model => model.ToString())]), StringComparer.Ordinal);

    private (IModelStore Store, string Name) Kept(string model)
    {
        var all = providers();
        var named = ModelId.TryParse(model, out var id) && all.Any(provider => provider.Id == id.Provider);
        var store = (named ? Find(id.Provider) : all.FirstOrDefault(provider => provider is IModelStore)) as IModelStore
            ?? throw new CortexException(ErrorCode.InvalidArgument, $"{(named ? id.Provider : "Nobody here")} keeps no models on this machine.");
        var name = named ? id.Model : model;
        return string.IsNullOrWhiteSpace(name) || name.Length > 500 || name.Any(char.IsControl) ? throw CortexException.Invalid("model", "Must be the name of a model, such as qwen3:4b.") : (store, name);
    }

    private IModelProvider Find(string id) => providers().FirstOrDefault(provider => provider.Id == id)
        ?? throw new CortexException(ErrorCode.NotFound, $"There is no provider {id}. There are {string.Join(", ", providers().Select(provider => provider.Id))}.");

    private async Task<ProviderReport> AskAsync(IModelProvider provider, CancellationToken cancellation)
    {
        try
        {
            router.CheckMode(provider);
            var version = provider.NeedsKey ? null : await WithinAsync(provider, provider.TestAsync, cancellation);
            var models = await WithinAsync(provider, provider.ListAsync, cancellation);
            return Report(provider) with { Reachable = true, Version = version, Models = [.. models.Select(model => new ModelReport(SecretText.Redact(model.Model), model.SizeBytes, model.ContextTokens, model.Chats, model.Embeds))] };
        }
        catch (CortexException error)
        {
            return Report(provider) with { Reachable = false, Code = error.Code, Error = error.Message };
        }
    }

    private async Task<T> WithinAsync<T>(IModelProvider provider, Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await ask(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ProviderException(provider.Id, ProviderFailure.TimedOut, $"{provider.Name} at {provider.Address} did not answer within {Patience.TotalSeconds:0} s.", error);
        }
    }

    private static ProviderReport Report(IModelProvider provider) => new()
    {
        Id = provider.Id,
        Name = provider.Name,
        Address = provider.Address?.ToString(),
        Local = ModelRouter.IsLocal(provider),
        NeedsKey = provider.NeedsKey,
        Reachable = null,
        Version = null,
        Code = null,
        Error = null,
        Models = [],
    };
}
