using System.Text.Json;
using Cortex.Engine.Providers.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Providers.Wire;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" \n", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("{\"a\":12345678901234567890.123}", "{\"a\":12345678901234567890.123}")]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("{\"a\":[1,{\"b\":\"c", "{\"a\":[1,{\"b\":\"c\"}]}")]
    [InlineData("{\"a\":1,\"b\":", "{\"a\":1}")]
    [InlineData("{\"a\":1,", "{\"a\":1}")]
    [InlineData("{\"a\":1,\"b", "{\"a\":1}")]
    [InlineData("{'a': 'it\\'s', 'b': \"it's\"}", "{\"a\":\"it's\",\"b\":\"it's\"}")]
    [InlineData("{a: True, b: None, c: False, d: -1.5e3}", "{\"a\":true,\"b\":null,\"c\":false,\"d\":-1.5e3}")]
    [InlineData("{\"a\":[1,2,],}", "{\"a\":[1,2]}")]
    [InlineData("{\"a\":\"two\nlines\"}", "{\"a\":\"two\\nlines\"}")]
    [InlineData("{\"a\":\"C:\\dir\\x\"}", "{\"a\":\"C:\\\\dir\\\\x\"}")]
    [InlineData("{\"a\":\"cut \\u00e", "{\"a\":\"cut \"}")]
    [InlineData("```\n{\"a\":1}\n```", "{\"a\":1}")]
    [InlineData("```json\n{\"a\":1", "{\"a\":1}")]
    [InlineData("{\"a\":\"😀", "{\"a\":\"😀\"}")]
    [InlineData("{\"a\":1}]}", "{\"a\":1}")]
    [InlineData("{\"a\":\"half \\ud83d\"}", "{\"a\":\"half \\ufffd\"}")]
    public void WhatIsMeantIsFound(string text, string expected)
    {
        var (arguments, error) = ToolArguments.Parse(text);
        Assert.Null(error);
        var actual = JsonSerializer.SerializeToElement(arguments);
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), actual.GetRawText());
    }

    [Theory]
    [InlineData("words")]
    [InlineData("[1]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":1} and then more")]
    [InlineData("{\"a\":maybe}")]
    [InlineData("{\"a\":1-2}")]
    [InlineData("\"words\"")]
    public void WhatCouldMeanAnythingIsReported(string text)
    {
        var (arguments, error) = ToolArguments.Parse(text);
        Assert.Null(arguments);
        Assert.NotNull(error);
    }

    [Fact]
    public void ACutCallIsNotMadeWhole()
    {
        var (arguments, error) = ToolArguments.Parse("{\"content\":\"half of the fi", cut: true);
        Assert.Null(arguments);
        Assert.Contains("limit", error!.Message, StringComparison.Ordinal);
        Assert.NotNull(ToolArguments.Parse("{\"content\":\"all\"}", cut: true).Arguments);
    }

    [Fact]
    public void DepthAndLengthEnd()
    {
        Assert.NotNull(ToolArguments.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).Error);
        Assert.NotNull(ToolArguments.Parse("{a:" + new string('[', 100_000)).Error);
        Assert.NotNull(ToolArguments.Parse("{\"a\":\"" + new string('x', 5_000_000)).Error);
    }

    private const string Alphabet = "{}[]\"',:\\ \nab1.-u`tT";

    [Fact]
    public void NothingIsThrownWhateverAModelWrites() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int[]>().Select(numbers => string.Concat(numbers.Select(number => Alphabet[Math.Abs(number % Alphabet.Length)]))).ToArbitrary(),
        text =>
        {
            var (arguments, error) = ToolArguments.Parse("{" + text);
            return arguments is null != error is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CallsOfAServerThatNumbersNoneStayApart()
    {
        var calls = new ToolCallAssembler();
        calls.Add(0, "a", "clock", "{\"x\"");
        calls.Add(0, null, null, ":1}");
        calls.Add(0, "b", "clock", "{\"x\":2}");
        Assert.Equal(["a", "b"], calls.Complete(cut: false).Select(call => call.CallId));
    }

    [Fact]
    public void ACallOfNothingIsReported()
    {
        var calls = new ToolCallAssembler();
        calls.Add(0, "a", null, "{}");
        Assert.NotNull(Assert.Single(calls.Complete(cut: false)).Exception);
    }
}
