namespace Cortex.Engine.Providers.Calls;

/// <summary>One call of a model, as it is kept.</summary>
/// <param name="Asked">The model that was asked for.</param>
/// <param name="Answered">The model that answered; null where none did, or none was named.</param>
/// <param name="Cached">Of the input tokens.</param>
/// <param name="CostUsd">Where prices are known.</param>
/// <param name="Error">The code of what went wrong.</param>
public sealed record ModelCall(DateTimeOffset At, AiTask Task, ModelId Asked, string? Answered, long? Input, long? Output, long? Cached, double? CostUsd, TimeSpan Took, string? Error);

/// <summary>Takes each call that ended.</summary>
public interface IModelCallLog
{
    void Record(ModelCall call);
}
