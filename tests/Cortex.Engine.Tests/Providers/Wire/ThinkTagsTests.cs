using Cortex.Engine.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Tests.Providers.Wire;

public sealed class ThinkTagsTests
{
    [Theory]
    [InlineData("Plain.", "", "Plain.")]
    [InlineData("<think>Hm.</think>Blue.", "Hm.", "Blue.")]
    [InlineData("\n<think>Hm.</think>\n\nBlue.", "Hm.", "Blue.")]
    [InlineData("<think></think>Blue.", "", "Blue.")]
    [InlineData("<think>a</think><think>b</think>Blue.", "ab", "Blue.")]
    [InlineData("<think>a < b </thin k></think>Blue.", "a < b </thin k>", "Blue.")]
    [InlineData("It writes <think> and </think>.", "", "It writes <think> and </think>.")]
    [InlineData("<thinking is good>", "", "<thinking is good>")]
    [InlineData("  indented", "", "  indented")]
    [InlineData("<thi", "", "<thi")]
    [InlineData("<think>cut in the mid", "cut in the mid", "")]
    [InlineData("<think>cut in the tag</thi", "cut in the tag</thi", "")]
    [InlineData("<think>Hm.</think>\n", "Hm.", "")]
    public void ReasoningIsToldFromTextHoweverItIsCut(string answer, string reasoning, string text)
    {
        for (var length = 1; length <= answer.Length; length++)
        {
            var tags = new ThinkTags();
            var contents = answer.Chunk(length).SelectMany(piece => tags.Add(new string(piece))).ToList();
            contents.AddRange(tags.End());
            Assert.Equal(reasoning, string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)));
            Assert.Equal(text, string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
        }
    }

    [Fact]
    public void TextIsNotHeldBack()
    {
        var tags = new ThinkTags();
        Assert.Equal("B", Assert.IsType<TextContent>(Assert.Single(tags.Add("B"))).Text);
        Assert.Equal("l<th", Assert.IsType<TextContent>(Assert.Single(tags.Add("l<th"))).Text);
    }
}
