using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Vectors through the provider's breaker: ended when they do not come, refused when another model made them, and recorded. Who works in bulk tries again by itself.</summary>
internal sealed class GuardedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, ModelId model, Breaker breaker, TimeSpan timeout, IModelCallLog log, TimeProvider time) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        breaker.Enter();
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        string? answered = null, failure = "cancelled";
        UsageDetails? usage = null;
        try
        {
            var made = await WithinAsync(values, options, cancellationToken);
            (answered, usage) = (made.Count > 0 ? made[0].ModelId : null, made.Usage);
            if (answered is { Length: > 0 } && !ModelName.IsSame(model.Model, answered))
                throw new ProviderException(model.Provider, ProviderFailure.WrongModel, $"{model.Provider} was asked for vectors by {model.Model}, and {answered} made them. They are not used. Choose a model that the provider really has: `cortex models` lists them.");
            breaker.Succeed();
            failure = null;
            return made;
        }
        catch (ProviderException error)
        {
            failure = error.Code;
            breaker.Fail(error);
            throw;
        }
        finally
        {
            log.Record(new ModelCall(at, AiTask.Embedding, model, answered, usage?.InputTokenCount, Output: null, Cached: null, Prices.Of(model, usage), time.GetElapsedTime(began), failure));
        }
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> WithinAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            // Whatever the client below does with its token.
            return await base.GenerateAsync(values, options, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw late.IsCancellationRequested
                ? new ProviderException(model.Provider, ProviderFailure.TimedOut, $"{model} made no vectors within {timeout.TotalSeconds:0.#} s.", error)
                : new ProviderException(model.Provider, ProviderFailure.Dropped, $"{model.Provider} ended the connection.", error);
        }
    }
}
