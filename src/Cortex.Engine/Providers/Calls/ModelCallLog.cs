using Cortex.Engine.Storage;

namespace Cortex.Engine.Providers.Calls;

/// <summary>Keeps the calls in the library, the newest ten thousand.</summary>
public sealed class ModelCallLog(Database database) : IModelCallLog
{
    private const int Kept = 10_000;

    // An answer does not wait for its record.
    public void Record(ModelCall call) => _ = WriteAsync(call);

    private async Task WriteAsync(ModelCall call)
    {
        try
        {
            await database.Writer.RunAsync(Durability.Derived, db =>
            {
                db.Execute("INSERT INTO model_calls (at, task, provider, asked, answered, input_tokens, output_tokens, cached_tokens, cost_usd, took_ms, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    call.At.ToUnixTimeMilliseconds(), WireName.Of(call.Task), call.Asked.Provider, call.Asked.Model, call.Answered, call.Input, call.Output, call.Cached, call.CostUsd, (long)call.Took.TotalMilliseconds, call.Error);
                db.Execute("DELETE FROM model_calls WHERE id <= (SELECT max(id) FROM model_calls) - ?1", Kept);
            });
        }
        catch (Exception error) when (error is CortexException or ObjectDisposedException)
        {
            // The health of the library is told elsewhere.
        }
    }
}
