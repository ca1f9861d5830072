using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>What is put around every provider's client: time-outs, provenance, the breaker, retries and the record, from the inside out.</summary>
internal sealed class CallPipeline(IModelCallLog log, TimeProvider time, Func<double> random)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);

    // A model that has to be loaded first takes its time, and a batch of passages too.
    private static readonly TimeSpan BatchOfLocal = TimeSpan.FromMinutes(5), BatchOfCloud = TimeSpan.FromSeconds(60);

    /// <param name="timeout">Null: as long as a batch may take.</param>
    public IEmbeddingGenerator<string, Embedding<float>> Wrap(IEmbeddingGenerator<string, Embedding<float>> generator, ModelId model, bool isLocal, TimeSpan? timeout) =>
        new GuardedEmbeddings(generator, model, _breakers.GetOrAdd(model.Provider, provider => new Breaker(provider, time)), timeout ?? (isLocal ? BatchOfLocal : BatchOfCloud), log, time);

    public IChatClient Wrap(IChatClient client, ModelId model, AiTask task, bool isLocal)
    {
        var breaker = _breakers.GetOrAdd(model.Provider, provider => new Breaker(provider, time));
        var timed = new TimedChat(client, model.Provider, isLocal ? CallTimeouts.Local : CallTimeouts.Cloud, time);
        return new RecordedChat(new RetryingChat(new GuardedChat(new ProvenChat(timed, model.Provider, model.Model), breaker), random, time), model, task, log, time);
    }
}
