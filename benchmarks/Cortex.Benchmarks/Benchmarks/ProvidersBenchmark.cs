using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Globalization;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Peers;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Providers.OpenAi;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>What our layers cost for each token of a stream beyond the SDK that they stand on, and how soon a call that is cancelled returns.</summary>
internal sealed class ProvidersBenchmark : IBenchmark
{
    private const int Tokens = 5000, Cancellations = 200;
    private const double TokenBar = 20, CancelBar = 100;

    public string Name => "providers";
    public string Title => "Model providers: cost of a token, and of a cancellation";

    public string Method => $"A server on loopback that has {Tokens.ToString("N0", CultureInfo.InvariantCulture)} tokens ready is read by OpenAI's SDK alone and through the provider with all its layers (time-outs, provenance, breaker, retries, record), in turn; " +
        $"the difference is the layers' own. Together: 50 tokens a write; singly: one. Cancellation: from the call to cancel until the stream has ended, the server standing still, {Cancellations} times.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<ReportRow>();
        foreach (var (name, together) in new[] { ("together", 50), ("singly", 1) })
        {
            using var server = new TokenServer(Tokens, together, stalls: false);
            var (sdk, whole) = await MeasureAsync(server.Address, run.Options.Runs * 4);
            var own = Math.Max(0, whole.Median - sdk.Median);
            rows.Add(ReportRow.Of($"Layers, a token, {name}", own, "µs").AtMost(own, TokenBar, "µs"));
            rows.Add(ReportRow.Median($"… with the SDK, {name}", whole, "µs"));
            rows.Add(ReportRow.Median($"… the SDK alone, {name}", sdk, "µs"));
        }

        using var still = new TokenServer(tokens: 10, together: 10, stalls: true);
        var cancelled = await CancelAsync(still.Address);
        rows.Add(ReportRow.Median("Cancellation until the stream has ended", cancelled, "ms"));
        rows.Add(ReportRow.Of("Cancellation, the longest", cancelled.Most, "ms").AtMost(cancelled.Most, CancelBar, "ms"));
        return rows;
    }

    private static async Task<(Samples Sdk, Samples Whole)> MeasureAsync(Uri address, int runs)
    {
        var client = new ChatClient(TokenServer.Model, new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = address, RetryPolicy = new ClientRetryPolicy(0) });
        using var chat = Chat(address);
        Samples sdk = new(), whole = new();
        for (var i = 0; i < runs + 3; i++)
        {
            var alone = await TimeAsync(() => ReadAsync(client));
            var ours = await TimeAsync(() => ReadAsync(chat));
            // The first runs are those in which code is compiled.
            if (i < 3) continue;
            sdk.Add(alone.TotalMicroseconds / Tokens);
            whole.Add(ours.TotalMicroseconds / Tokens);
        }

        return (sdk, whole);
    }

    private static async Task<Samples> CancelAsync(Uri address)
    {
        using var chat = Chat(address);
        var times = new Samples();
        for (var i = 0; i < Cancellations; i++)
        {
            using var cancel = new CancellationTokenSource();
            var stream = chat.GetStreamingResponseAsync("Go on.", cancellationToken: cancel.Token).GetAsyncEnumerator(cancel.Token);
            for (var seen = 0; seen < 10; seen++) await stream.MoveNextAsync();
            var next = stream.MoveNextAsync().AsTask();
            var clock = Stopwatch.GetTimestamp();
            await cancel.CancelAsync();
            try
            {
                await next;
                throw new BenchmarkException("The stream went on after it was cancelled.");
            }
            catch (OperationCanceledException)
            {
                times.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
            }

            await stream.DisposeAsync();
        }

        return times;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task<int>> read)
    {
        var clock = Stopwatch.GetTimestamp();
        if (await read() != Tokens) throw new BenchmarkException("Tokens were lost.");
        return Stopwatch.GetElapsedTime(clock);
    }

    private static async Task<int> ReadAsync(ChatClient client)
    {
        var count = 0;
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("Go on.")])) count += update.ContentUpdate.Count(part => part.Text.Length > 0);
        return count;
    }

    private static async Task<int> ReadAsync(IChatClient chat)
    {
        var count = 0;
        await foreach (var update in chat.GetStreamingResponseAsync("Go on."))
        {
            if (update.Text.Length > 0) count++;
        }

        return count;
    }

    private static IChatClient Chat(Uri address)
    {
        var provider = new OpenAiProvider(new ProviderOptions { OllamaHost = address, OpenAiBaseUrl = address, AnthropicBaseUrl = address, Key = _ => null, Network = new Nowhere(), Time = TimeProvider.System });
        return new CallPipeline(new Nowhere(), TimeProvider.System, () => 0.5).Wrap(provider.Chat(TokenServer.Model)!, new ModelId(provider.Id, TokenServer.Model), AiTask.Chat, isLocal: true);
    }

    private sealed class Nowhere : INetworkLog, IModelCallLog
    {
        public void Record(OutboundRequest request)
        {
            // Loopback is not recorded.
        }

        public void Record(ModelCall call)
        {
            // The library's part is one row a call.
        }
    }
}
