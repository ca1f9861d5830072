using System.Diagnostics;
using System.Text.Json;
using Cortex.Engine.Inference;
using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Providers.OpenAi;
using Cortex.Engine.Tests.Providers.Calls;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.LlamaServer;

/// <summary>The provider and its layers against a real engine. The model babbles; what is around its words is real.</summary>
public sealed class LlamaServerTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly ChatOptions Short = new() { MaxOutputTokens = 24, Temperature = 0 };

    [LlamaServerFact]
    public async Task AChat()
    {
        using var server = await LlamaServerProcess.StartAsync(LlamaServerProcess.ChatModel, "-c", "512", "-np", "1");
        var provider = new OpenAiProvider(Options(server.Address));
        using var chat = new CallPipeline(new CallList(), TimeProvider.System, () => 0.5).Wrap(provider.Chat(LlamaServerProcess.ChatModel)!, new ModelId(provider.Id, LlamaServerProcess.ChatModel), AiTask.Chat, isLocal: true);

        await StreamsToItsLimit(chat);
        await AnswersByASchema(chat);
        await EndsAtOnce(chat);
        await TellsOfTooMuchText(chat);
        var model = Assert.Single(await provider.ListAsync(CancellationToken.None));
        Assert.Equal(LlamaServerProcess.ChatModel, model.Model);
        Assert.Null(await provider.TestAsync(CancellationToken.None));
    }

    [LlamaServerFact]
    public async Task TheEncodersVectorsAreTheBuiltInOnes()
    {
        using var server = await LlamaServerProcess.StartAsync(LlamaServerProcess.EncoderModel, "--embeddings", "--pooling", "mean", "-ub", "512", "-b", "512");
        string[] texts = ["The heron stands in the river.", "A short note about tax law.", "Grüße aus Köln!", "x"];
        using var theirs = new OpenAiProvider(Options(server.Address)).Embeddings(LlamaServerProcess.EncoderModel)!;
        using var ours = SentenceEncoder.Load(Repository.Model);
        var vectors = await theirs.GenerateAsync(texts);
        for (var i = 0; i < texts.Length; i++) Assert.InRange(Cosine(ours.Encode(texts[i]), vectors[i].Vector.ToArray()), 0.998, 1.0001);
    }

    private static async Task StreamsToItsLimit(IChatClient chat)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync("Tell me of the sea.", Short)) updates.Add(update);
        Assert.True(updates.Count(update => update.Text.Length > 0) > 3, "It did not stream.");
        var response = updates.ToChatResponse();
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(24, response.Usage?.OutputTokenCount);
        Assert.True(response.Usage?.InputTokenCount > 0);
        Assert.Equal(LlamaServerProcess.ChatModel, response.ModelId);
    }

    private static async Task AnswersByASchema(IChatClient chat)
    {
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{"grade":{"type":"integer","minimum":0,"maximum":3},"sure":{"type":"boolean"}},"required":["grade","sure"],"additionalProperties":false}""");
        var response = await chat.GetResponseAsync("Grade it.", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "grade"), MaxOutputTokens = 200, Temperature = 0 });
        var answer = JsonSerializer.Deserialize<JsonElement>(response.Text);
        Assert.InRange(answer.GetProperty("grade").GetInt32(), 0, 3);
        Assert.True(answer.GetProperty("sure").ValueKind is JsonValueKind.True or JsonValueKind.False);
    }

    private static async Task EndsAtOnce(IChatClient chat)
    {
        using var cancel = new CancellationTokenSource();
        var stream = chat.GetStreamingResponseAsync("Tell me everything.", new ChatOptions { MaxOutputTokens = 100_000 }, cancel.Token).GetAsyncEnumerator(cancel.Token);
        while (await stream.MoveNextAsync() && stream.Current.Text.Length == 0)
        {
        }

        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await stream.MoveNextAsync().AsTask().WaitAsync(Bound))
            {
            }
        });
        // The bar is 100 ms, and the benchmark holds it; a busy machine is given more here.
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
        await stream.DisposeAsync();
    }

    private static async Task TellsOfTooMuchText(IChatClient chat)
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => chat.GetResponseAsync(string.Join(' ', Enumerable.Repeat("much", 4000)), Short));
        Assert.Equal(ProviderFailure.ContextTooLong, failure.Failure);
    }

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, left = 0, right = 0;
        for (var i = 0; i < a.Length; i++) (dot, left, right) = (dot + (a[i] * b[i]), left + (a[i] * a[i]), right + (b[i] * b[i]));
        return dot / Math.Sqrt(left * right);
    }

    private static ProviderOptions Options(Uri server) => new()
    {
        OllamaHost = server,
        OpenAiBaseUrl = new Uri(server, "v1/"),
        AnthropicBaseUrl = server,
        Key = _ => null,
        Network = new None(),
        Time = TimeProvider.System,
    };

    private sealed class None : INetworkLog
    {
        public void Record(OutboundRequest request) => Assert.Fail("Something left this machine.");
    }
}
