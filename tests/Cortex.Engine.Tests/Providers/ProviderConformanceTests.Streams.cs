using System.Text.Json;
using Cortex.Engine.Providers;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

// Text, reasoning, usage, ends of answers, and what is sent for them.
public abstract partial class ProviderConformanceTests
{
    private const string Manifold = "Grüße, 日本語, 👩‍👩‍👧 and \"quotes\" \\ \u0001 ends.";

    [Fact]
    public async Task TextComesInOrderAndAsItIsSent()
    {
        var gate = new Gate();
        var server = Serve(Streamed(WireReply.Of("One, ", "two, ", "three.")).WaitAfter(1, gate));
        using var chat = Chat(server);
        var texts = new List<string>();
        await foreach (var update in chat.GetStreamingResponseAsync("Count."))
        {
            if (update.Text.Length == 0) continue;
            // The server holds the rest back until the first part was seen here.
            texts.Add(update.Text);
            gate.Open();
        }

        Assert.Equal(["One, ", "two, ", "three."], texts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task TextIsTheSameInPiecesOfAnyLength(int length) =>
        Assert.Equal(Manifold + Manifold, TextOf(await AskAsync(Serve(Streamed(WireReply.Of(Manifold, Manifold)).InPiecesOf(length)))));

    [Fact]
    public async Task ACharacterCutAtABorderIsWhole()
    {
        var gate = new Gate();
        var server = Serve(Streamed(WireReply.Of("First. ", "日本語 👩‍👩‍👧")).CutWithinACharacter(gate));
        using var chat = Chat(server);
        var text = "";
        await foreach (var update in chat.GetStreamingResponseAsync("Go."))
        {
            text += update.Text;
            // The first text and the half of a character came together.
            if (update.Text.Length > 0) gate.Open();
        }

        Assert.Equal("First. 日本語 👩‍👩‍👧", text);
    }

    [Fact]
    public async Task AnAnswerOfOnePieceIsTheSumOfItsParts()
    {
        using var chat = Chat(Serve(Streamed(WireReply.Of("One, ", "two."))));
        var response = await chat.GetResponseAsync("Count.");
        Assert.Equal("One, two.", response.Text);
        Assert.Equal(Model, response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(11, response.Usage?.InputTokenCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ACancelledCallReturnsAtOnceThoughTheServerStalls(int pieces)
    {
        var answer = Streamed(WireReply.Of("One, ", "two.")).StallAfter(pieces);
        using var chat = Chat(Serve(answer));
        using var cancel = new CancellationTokenSource();
        var seen = new TaskCompletionSource();
        var call = Task.Run(async () =>
        {
            await foreach (var update in chat.GetStreamingResponseAsync("Count.", cancellationToken: cancel.Token))
            {
                if (update.Text.Length > 0) seen.TrySetResult();
            }
        });
        if (pieces > 0) await seen.Task.WaitAsync(Bound);
        else await WaitForRequestAsync(_servers[^1]);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Bound));
        // And the server is left, so that it stops working for nobody.
        await answer.ClientLeft.WaitAsync(Bound);
    }

    [Fact]
    public async Task ACancelledCallReturnsAtOnceThoughNothingCameAtAll()
    {
        var gate = new Gate();
        using var chat = Chat(Serve(Streamed(WireReply.Of("Late.")).HeldBy(gate)));
        using var cancel = new CancellationTokenSource();
        var call = AllAsync(chat.GetStreamingResponseAsync("Hello?", cancellationToken: cancel.Token));
        await gate.Reached.WaitAsync(Bound);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Bound));
    }

    [Fact]
    public async Task ReasoningIsKeptApart()
    {
        var updates = await AskAsync(Serve(Streamed(new WireReply(new ReasoningPart("Let me "), new ReasoningPart("think."), new TextPart("It is "), new TextPart("blue.")))));
        Assert.Equal("Let me think.", ReasoningOf(updates));
        Assert.Equal("It is blue.", TextOf(updates));
    }

    [Fact]
    public async Task ReasoningWithinTheTextIsKeptApart()
    {
        // As models without a template of the server's write it, cut in every place.
        var parts = "<think>\nLet me think.\n</think>\n\nIt is <b>blue</b> & a < b.".Select(letter => letter.ToString()).ToArray();
        var updates = await AskAsync(Serve(Streamed(WireReply.Of(parts))));
        Assert.Equal("Let me think.", ReasoningOf(updates).Trim());
        Assert.Equal("It is <b>blue</b> & a < b.", TextOf(updates));
    }

    [Fact]
    public async Task UsageIsTold()
    {
        var updates = await AskAsync(Serve(Streamed(WireReply.Of("Yes.") with { Usage = new WireUsage(100, 20, TellsCached ? 60 : 0) })));
        var usage = Assert.Single(updates.SelectMany(update => update.Contents.OfType<UsageContent>())).Details;
        Assert.Equal((100, 20), (usage.InputTokenCount, usage.OutputTokenCount));
        if (TellsCached) Assert.Equal(60, usage.CachedInputTokenCount);
    }

    [Theory]
    [InlineData(nameof(WireFinish.Stop), "stop")]
    [InlineData(nameof(WireFinish.Length), "length")]
    public async Task TheEndIsTold(string finish, string expected)
    {
        var updates = await AskAsync(Serve(Streamed(WireReply.Of("Yes.") with { Finish = Enum.Parse<WireFinish>(finish) })));
        Assert.Equal(expected, updates.Select(update => update.FinishReason).Last(reason => reason is not null)?.Value);
    }

    [Fact]
    public async Task WhoAnsweredIsTold()
    {
        var updates = await AskAsync(Serve(Streamed(WireReply.Of("Yes.") with { Model = "another-model" })));
        Assert.Contains(updates, update => update.ModelId == "another-model");
    }

    [Fact]
    public async Task TheConversationIsSent()
    {
        var server = Serve(Streamed(WireReply.Of("Fine.")));
        await AskAsync(server, new ChatOptions { Temperature = 0.25f, MaxOutputTokens = 77, StopSequences = ["END"] },
            new ChatMessage(ChatRole.System, "Be brief."), new ChatMessage(ChatRole.User, "Hello " + Manifold), new ChatMessage(ChatRole.Assistant, "Hi."), new ChatMessage(ChatRole.User, "How are you?"));
        var sent = LastSent(server);
        Assert.Equal(Model, sent.Model);
        Assert.Equal("Be brief.", sent.System);
        Assert.Equal([("user", "Hello " + Manifold), ("assistant", "Hi."), ("user", "How are you?")], sent.Messages.Select(message => (message.Role, message.Text)));
        Assert.Equal(0.25, sent.Temperature);
        Assert.Equal(77, sent.MaxTokens);
        Assert.Equal(["END"], sent.Stop);
        Assert.Null(sent.Schema);
        Assert.Empty(sent.Tools);
    }

    [Fact]
    public async Task InstructionsAreASystemPrompt()
    {
        var server = Serve(Streamed(WireReply.Of("Fine.")));
        await AskAsync(server, new ChatOptions { Instructions = "Be brief." });
        Assert.Equal("Be brief.", LastSent(server).System);
    }

    [Fact]
    public async Task ASchemaIsPassedOn()
    {
        if (!HasSchemaOutput) return;
        var server = Serve(Streamed(WireReply.Of("""{"grade":1}""")));
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{"grade":{"type":"integer"}},"required":["grade"],"additionalProperties":false}""");
        await AskAsync(server, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "grade") });
        Assert.True(JsonElement.DeepEquals(schema, Assert.NotNull(LastSent(server).Schema)));
    }

    [Fact]
    public async Task ModelsAreListed()
    {
        var models = await Provider(Serve(Listed("first-model", "second-model"))).ListAsync(CancellationToken.None);
        Assert.Equal(["first-model", "second-model"], models.Select(model => model.Model).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task VectorsAreInTheOrderOfTheTexts()
    {
        if (Embedded([1, 0], [0, 1], [0.5f, 0.5f]) is not { } answer) return;
        var server = Serve(answer);
        using var generator = Assert.IsAssignableFrom<IEmbeddingGenerator<string, Embedding<float>>>(Provider(server).Embeddings(Model));
        var vectors = await generator.GenerateAsync(["one", Manifold, "three"]);
        Assert.Equal([[1, 0], [0, 1], [0.5f, 0.5f]], vectors.Select(vector => vector.Vector.ToArray()));
        Assert.Equal(["one", Manifold, "three"], ReadTexts(server.Requests.Last()));
    }

    [Fact]
    public async Task TooFewVectorsAreNoAnswer()
    {
        if (Embedded([1, 0]) is not { } answer) return;
        using var generator = Provider(Serve(answer)).Embeddings(Model)!;
        var error = await Assert.ThrowsAsync<ProviderException>(() => generator.GenerateAsync(["one", "two"]));
        Assert.Equal(ProviderFailure.BadAnswer, error.Failure);
    }

    private static async Task WaitForRequestAsync(FaultServer server)
    {
        var (until, clock) = (Bound, System.Diagnostics.Stopwatch.StartNew());
        // What a provider asks beforehand is not the call itself.
        while (!server.Requests.Any(request => request.Body.Contains("Count.", StringComparison.Ordinal)))
        {
            Assert.True(clock.Elapsed < until, "No request came.");
            await Task.Yield();
        }
    }
}
