using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers;

// Tools: what is offered, what is called, and what came of it.
public abstract partial class ProviderConformanceTests
{
    private static readonly AIFunctionDeclaration Weather = Tool("weather", "The weather of a place.", """{"type":"object","properties":{"place":{"type":"string"},"days":{"type":"integer"}},"required":["place"]}""");
    private static readonly AIFunctionDeclaration Clock = Tool("clock", "The time.", """{"type":"object","properties":{}}""");

    [Fact]
    public async Task ToolsAreOffered()
    {
        var server = Serve(Streamed(WireReply.Of("No.")));
        await AskAsync(server, new ChatOptions { Tools = [Weather, Clock] });
        var tools = LastSent(server).Tools;
        Assert.Equal(["weather", "clock"], tools.Select(tool => tool.Name));
        Assert.Equal("The weather of a place.", tools[0].Description);
        Assert.True(JsonElement.DeepEquals(Weather.JsonSchema, tools[0].Schema));
    }

    [Fact]
    public async Task ACallComesWhole()
    {
        var updates = await AskAsync(Serve(Streamed(new WireReply(new TextPart("I look. "), new CallPart(0, "call_a", "weather", "{\"pl", "ace\":\"Köln\",", "\"days\":2}")) { Finish = WireFinish.ToolCalls })), new ChatOptions { Tools = [Weather] });
        Assert.Equal("I look. ", TextOf(updates));
        var call = Assert.Single(CallsOf(updates));
        Assert.Equal("weather", call.Name);
        if (GivesCallIds) Assert.Equal("call_a", call.CallId);
        AssertArguments("""{"place":"Köln","days":2}""", call);
        Assert.Equal(ChatFinishReason.ToolCalls, updates.Select(update => update.FinishReason).Last(reason => reason is not null));
    }

    [Fact]
    public async Task ParallelCallsStayApart()
    {
        var updates = await AskAsync(Serve(Streamed(new WireReply(
            new CallPart(0, "call_a", "weather", "{\"place\":", "\"Bonn\"}"),
            new CallPart(1, "call_b", "weather", "{\"place\":", "\"Paris\"}"),
            new CallPart(2, "call_c", "clock", "{}")) { Finish = WireFinish.ToolCalls })), new ChatOptions { Tools = [Weather, Clock] });
        var calls = CallsOf(updates);
        Assert.Equal(["weather", "weather", "clock"], calls.Select(call => call.Name));
        Assert.Equal(3, calls.Select(call => call.CallId).Distinct(StringComparer.Ordinal).Count());
        AssertArguments("""{"place":"Bonn"}""", calls[0]);
        AssertArguments("""{"place":"Paris"}""", calls[1]);
        AssertArguments("{}", calls[2]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("same", "same")]
    public async Task IdsAreMadeUnique(string? first, string? second)
    {
        var updates = await AskAsync(Serve(Streamed(new WireReply(new CallPart(0, first, "clock", "{}"), new CallPart(1, second, "clock", "{}")) { Finish = WireFinish.ToolCalls })), new ChatOptions { Tools = [Clock] });
        var ids = CallsOf(updates).ConvertAll(call => call.CallId);
        Assert.Equal(2, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.NotEqual("", id));
    }

    [Theory]
    [InlineData("{\"place\":\"Bonn\"")]
    [InlineData("{\"place\":\"Bonn")]
    [InlineData("{'place':'Bonn'}")]
    [InlineData("{\"place\":\"Bonn\",}")]
    [InlineData("```json\n{\"place\":\"Bonn\"}\n```")]
    [InlineData("{place: \"Bonn\"}")]
    [InlineData("{\"place\":\"Bonn\"}}")]
    public async Task MalformedArgumentsAreMended(string arguments)
    {
        if (!ArgumentsAreText) return;
        var updates = await AskAsync(Serve(Streamed(new WireReply(new CallPart(0, "call_a", "weather", arguments)) { Finish = WireFinish.ToolCalls })), new ChatOptions { Tools = [Weather] });
        AssertArguments("""{"place":"Bonn"}""", Assert.Single(CallsOf(updates)));
    }

    [Theory]
    [InlineData("the weather in Bonn, please")]
    [InlineData("[1,2]")]
    [InlineData("{]")]
    public async Task HopelessArgumentsAreReportedAndNotThrown(string arguments)
    {
        if (!ArgumentsAreText) return;
        var updates = await AskAsync(Serve(Streamed(new WireReply(new CallPart(0, "call_a", "weather", arguments)) { Finish = WireFinish.ToolCalls })), new ChatOptions { Tools = [Weather] });
        var call = Assert.Single(CallsOf(updates));
        Assert.Equal("weather", call.Name);
        Assert.NotNull(call.Exception);
    }

    [Fact]
    public async Task ResultsAreSentBack()
    {
        var server = Serve(Streamed(WireReply.Of("It rains.")));
        await AskAsync(server, new ChatOptions { Tools = [Weather] },
            new ChatMessage(ChatRole.User, "The weather?"),
            new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent("I look."), Call("call_a", "Bonn"), Call("call_b", "Paris")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_a", "rain"), new FunctionResultContent("call_b", JsonSerializer.Deserialize<JsonElement>("""{"sky":"grey"}"""))]));
        var sent = LastSent(server).Messages;
        Assert.Equal(["user", "assistant", "tool", "tool"], sent.Select(message => message.Role));
        Assert.Equal("I look.", sent[1].Text);
        Assert.Equal(["weather", "weather"], sent[1].Calls.Select(call => call.Name));
        Assert.Equal("Paris", sent[1].Calls[1].Arguments.GetProperty("place").GetString());
        if (GivesCallIds) Assert.Equal(["call_a", "call_b"], sent[1].Calls.Select(call => call.Id));
        Assert.Equal(GivesCallIds ? ["call_a", "call_b"] : ["weather", "weather"], sent.Skip(2).Select(message => message.ResultOf));
        Assert.Equal("rain", sent[2].Text);
        Assert.Equal("grey", JsonSerializer.Deserialize<JsonElement>(sent[3].Text).GetProperty("sky").GetString());
    }

    private static FunctionCallContent Call(string id, string place) => new(id, "weather", new Dictionary<string, object?>(StringComparer.Ordinal) { ["place"] = place });

    private static AIFunctionDeclaration Tool(string name, string description, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, description, JsonSerializer.Deserialize<JsonElement>(schema));

    private static void AssertArguments(string expected, FunctionCallContent call)
    {
        Assert.Null(call.Exception);
        var actual = JsonSerializer.SerializeToElement(call.Arguments);
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), $"{expected} became {actual.GetRawText()}");
    }
}
