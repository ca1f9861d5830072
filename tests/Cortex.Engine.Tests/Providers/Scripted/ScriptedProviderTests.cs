using Cortex.Engine.Providers;
using Cortex.Engine.Providers.Scripted;
using Cortex.Engine.Tests.Providers.Calls;
using Cortex.Engine.Tests.Storage;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Scripted;

public sealed class ScriptedProviderTests : IDisposable
{
    private const string Script = """
        {"responses": [
          [ {"text": "Reading it.", "tool_calls": [{"name": "read_file", "arguments": {"path": "a.txt"}}, {"name": "read_file", "arguments": "{'path': 'b.txt'"}]},
            {"text": "It says hello, and a good deal more than that.", "delay_ms": 200} ],
          [ {"text": "Half", "error": "The model fell over."} ]
        ]}
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task AStepIsTextAndThenCalls()
    {
        var response = await Chat(Script).GetResponseAsync([User("Read.")]);
        Assert.Equal("Reading it.", response.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        Assert.Equal(["a.txt", "b.txt"], calls.Select(call => call.Arguments!["path"]!.ToString()));
        Assert.NotEqual(calls[0].CallId, calls[1].CallId);
    }

    [Fact]
    public async Task TextComesInPiecesOf24Characters()
    {
        var chat = Chat("""{"responses":[[{"text":"It says hello, and a good deal more than that."}]]}""");
        var pieces = (await chat.AllAsync()).Select(update => update.Text).Where(text => text.Length > 0);
        Assert.Equal(["It says hello, and a goo", "d deal more than that."], pieces);
    }

    [Fact]
    public async Task APairIsNotTornApart()
    {
        var pieces = (await Chat("""{"responses":[[{"text":"12345678901234567890123😀!"}]]}""").AllAsync()).Select(update => update.Text).Where(text => text.Length > 0);
        Assert.Equal(["12345678901234567890123", "😀!"], pieces);
    }

    [Fact]
    public async Task TheNextStepFollowsTheResultsAfterItsDelay()
    {
        await using var stream = Chat(Script).GetStreamingResponseAsync([User("Read."), Assistant("Reading it."), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_0_0_0", "hello")])]).GetAsyncEnumerator();
        var next = stream.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next.WaitAsync(Bound));
        Assert.StartsWith("It says hello", stream.Current.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADelayEndsWithTheCall()
    {
        using var cancel = new CancellationTokenSource();
        var call = Chat(Script).GetResponseAsync([User("Read."), Assistant("Reading it.")], cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Bound));
    }

    [Fact]
    public async Task AStepMayFail()
    {
        var said = "";
        var failure = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (var update in Chat(Script).GetStreamingResponseAsync([User("Read."), Assistant("It says hello."), User("And now?")])) said += update.Text;
        });
        Assert.Equal("Half", said);
        Assert.Equal("The model fell over.", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData(3, 0, "turn 3")]
    [InlineData(1, 2, "step 3")]
    public async Task AScriptThatHasRunOutSaysSo(int turns, int calls, string where)
    {
        var messages = Enumerable.Range(0, turns).SelectMany(turn => turn + 1 < turns ? new[] { User("Go."), Assistant("Yes.") } : [User("Go.")])
            .Concat(Enumerable.Range(0, calls).SelectMany(_ => new[] { Assistant("Yes."), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "done")]) }));
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Chat(Script).GetResponseAsync(messages));
        Assert.Contains("has run out", failure.Message, StringComparison.Ordinal);
        Assert.Contains(where, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("[]", "responses")]
    [InlineData("{\"responses\":[{}]}", "responses[0]")]
    [InlineData("{\"responses\":[[1]]}", "responses[0][0]")]
    [InlineData("{\"responses\":[[{\"text\":1}]]}", "responses[0][0].text")]
    [InlineData("{\"responses\":[[{\"delay_ms\":-1}]]}", "delay_ms")]
    [InlineData("{\"responses\":[[{\"tool_calls\":[{}]}]]}", "name")]
    public async Task AMalformedScriptSaysWhere(string script, string place)
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Chat(script).GetResponseAsync([User("Go.")]));
        Assert.Contains(_file, failure.Message, StringComparison.Ordinal);
        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingScriptSaysSo()
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => new ScriptedProvider(_file + ".gone", _time).TestAsync(CancellationToken.None));
        Assert.Contains(ProviderOptions.ScriptVariable, failure.Message, StringComparison.Ordinal);
    }

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static ChatMessage Assistant(string text) => new(ChatRole.Assistant, text);

    private IChatClient Chat(string script)
    {
        File.WriteAllText(_file, script);
        return new ScriptedProvider(_file, _time).Chat(ScriptedProvider.Model)!;
    }
}
