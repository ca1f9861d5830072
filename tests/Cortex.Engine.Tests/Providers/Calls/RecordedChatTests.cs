using Cortex.Contract.Errors;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Calls;
using Cortex.Engine.Storage;
using Microsoft.Extensions.AI;
using static Cortex.Engine.Tests.Providers.Calls.ScriptedClient;

namespace Cortex.Engine.Tests.Providers.Calls;

public sealed class RecordedChatTests
{
    private readonly CallList _calls = [];

    [Fact]
    public async Task WhoAnsweredAndWhatItTookIsKept()
    {
        await Recorded(SaysAs("gpt-4o-2024-11-20", new TextContent("Yes."), Usage(1_000_000, 200_000, 400_000))).AllAsync();
        var call = Assert.Single(_calls);
        Assert.Equal((AiTask.Chat, new ModelId("openai", "gpt-4o"), "gpt-4o-2024-11-20", null), (call.Task, call.Asked, call.Answered, call.Error));
        Assert.Equal((1_000_000L, 200_000L, 400_000L), (call.Input, call.Output, call.Cached));
        // 0.6 at 2.50, 0.4 from the cache at 1.25, 0.2 out at 10.
        Assert.Equal(4.0, call.CostUsd!.Value, 6);
    }

    [Fact]
    public async Task AFailureIsKeptByItsCode()
    {
        await Recorded(Fails(ProviderFailure.RateLimited)).FailAsync();
        Assert.Equal(ErrorCode.ProviderRateLimited, Assert.Single(_calls).Error);
    }

    [Fact]
    public async Task AFaultOfOursIsNotTakenForACancellation()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Recorded(Then(() => new InvalidOperationException("bug"))).AllAsync());
        Assert.Equal(ErrorCode.Internal, Assert.Single(_calls).Error);
    }

    [Fact]
    public async Task ACallThatWasStoppedIsKept()
    {
        var stream = Recorded(Stalls("One.")).Begin();
        Assert.True(await stream.MoveNextAsync());
        await stream.DisposeAsync();
        var call = Assert.Single(_calls);
        Assert.Equal(("cancelled", "test-model"), (call.Error, call.Answered));
    }

    [Fact]
    public async Task AWholeResponseIsTheSumOfTheStream()
    {
        Attempt says = SaysAs("gpt-4o", new TextReasoningContent("Hm."), new TextContent("Yes, "), new TextContent("indeed."), new FunctionCallContent("c1", "clock"), Usage(3, 4, 0));
        var updates = await Recorded(says).AllAsync();
        var (summed, whole) = (updates.ToChatResponse(), await Recorded(says).GetResponseAsync(Streams.Question));
        Assert.Equal(summed.Text, whole.Text);
        Assert.Equal("Yes, indeed.", whole.Text);
        Assert.Equal(summed.Messages.SelectMany(message => message.Contents).Select(content => content.GetType()), whole.Messages.SelectMany(message => message.Contents).Select(content => content.GetType()));
        Assert.Equal((3, 4), (whole.Usage?.InputTokenCount, whole.Usage?.OutputTokenCount));
    }

    [Fact]
    public async Task TheLibraryKeepsTheCalls()
    {
        await using var library = new TestLibrary();
        var chat = new RecordedChat(new ScriptedClient(SaysAs("gpt-4o", new TextContent("Yes."), Usage(10, 2, 0))), new ModelId("openai", "gpt-4o"), AiTask.Extraction, new ModelCallLog(library.Engine.Database), TimeProvider.System);
        await chat.AllAsync();
        // What is written in turn is there once something written later is.
        await library.Engine.Database.Writer.RunAsync(Durability.Derived, _ => { });
        var kept = library.Engine.Database.ReadSnapshot(db => db.Query("SELECT task, provider, asked, answered, input_tokens, output_tokens, error FROM model_calls", row => (row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Long(4), row.Long(5))));
        Assert.Equal([("extraction", "openai", "gpt-4o", "gpt-4o", 10L, 2L)], kept);
    }

    private static UsageContent Usage(long input, long output, long cached) => new(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = cached });

    private RecordedChat Recorded(Attempt attempt) => new(new ScriptedClient(attempt), new ModelId("openai", "gpt-4o"), AiTask.Chat, _calls, TimeProvider.System);
}
