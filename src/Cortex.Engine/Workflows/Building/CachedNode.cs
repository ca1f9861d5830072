using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows.Building;

/// <summary>Keeps the result, not the state that it leads to: the rest of that belongs to its run.</summary>
internal sealed class CachedNode<TState, TResult>(
    string name, string graph, int version, Func<TState, string?> key, Func<TState, NodeContext, Task<TResult>> ask, Func<TState, TResult, NodeContext, TState> apply, JsonTypeInfo<TResult> json, NodeOptions options, Func<TResult, bool>? keeps)
    : GraphNode<TState>(name, options) where TState : class
{
    public override string Kind => "task";

    public override async Task<TState> RunAsync(TState state, NodeContext context, Frame<TState> frame)
    {
        if (frame.Run.Results is not { } results || key(state) is not { } input) return apply(state, await AskAsync(state, context), context);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{graph}\0{version}\0{Name}\0{input}"));
        if (results.Find(hash) is { } kept && JsonSerializer.Deserialize(kept, json) is { } known)
        {
            context.Figures.Cached = true;
            return apply(state, known, context);
        }

        var result = await AskAsync(state, context);
        // Kept at once and by itself: a run that is cut off before its checkpoint does not ask again.
        if (keeps?.Invoke(result) is not false) await results.KeepAsync(hash, JsonSerializer.SerializeToUtf8Bytes(result, json));
        return apply(state, result, context);
    }

    private async Task<TResult> AskAsync(TState state, NodeContext context)
    {
        var result = await ask(state, context);
        return context.HasEffects ? throw new WorkflowException($"{Name} in {graph} changes the database while it asks: that would be left out when its result is kept. Do so where the result is applied.") : result;
    }
}
