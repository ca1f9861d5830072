using System.Runtime.CompilerServices;
using Cortex.Contract.Errors;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Keeps who answered, how many tokens it took, what it cost and how it ended, also where it was stopped.</summary>
internal sealed class RecordedChat(IChatClient inner, ModelId model, AiTask task, IModelCallLog log, TimeProvider time) : StreamingLayer(inner)
{
    /// <summary>The key under which an update tells who answers, a <see cref="ModelId"/>.</summary>
    public const string AnsweredBy = "cortex.answered_by";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        UsageDetails? usage = null;
        string? answered = null, failure = "cancelled";
        try
        {
            await using var stream = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await stream.MoveNextAsync()) break;
                }
                catch (ProviderException error)
                {
                    failure = error.Code;
                    throw;
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    failure = ErrorCode.Internal;
                    throw;
                }

                var update = stream.Current;
                answered = update.ModelId ?? answered;
                foreach (var content in update.Contents)
                {
                    if (content is UsageContent { Details: var details }) (usage ??= new UsageDetails()).Add(details);
                }

                (update.AdditionalProperties ??= [])[AnsweredBy] = answered is null ? model : new ModelId(model.Provider, answered);
                yield return update;
            }

            failure = null;
        }
        finally
        {
            log.Record(new ModelCall(at, task, model, answered, usage?.InputTokenCount, usage?.OutputTokenCount, usage?.CachedInputTokenCount, Prices.Of(model, usage), time.GetElapsedTime(began), failure));
        }
    }
}
