using Cortex.Engine.Answers.Generation;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Answers.Generation;

public sealed class MarkerStreamTests
{
    [Theory]
    [InlineData("a [3] b [1] c [3]", "a [1] b [2] c [1]")]
    [InlineData("a [3, 1]", "a [1][2]")]
    [InlineData("a [9] b", "a  b")]
    [InlineData("an array[i] and [not a marker]", "an array[i] and [not a marker]")]
    [InlineData("[] [ ] [1", "[] [ ] [1")]
    [InlineData("x[1][2]", "x[1][2]")]
    public void Passages_are_numbered_as_they_are_cited(string text, string shown) => Assert.Equal(shown, Stream([text]));

    [Fact]
    public void Wherever_it_is_cut_it_comes_to_the_same() => Prop.ForAll(
        Gen.Elements('[', ']', '1', '2', '3', ',', ' ', 'a', ';').ListOf().Select(characters => string.Concat(characters)).ToArbitrary(),
        text => Stream([text]) == Stream(text.Select(character => character.ToString()))).QuickCheckThrowOnFailure();

    private static string Stream(IEnumerable<string> pieces)
    {
        var stream = new MarkerStream(passages: 3);
        return string.Concat(pieces.Select(stream.Add).ToList()) + stream.End();
    }
}
