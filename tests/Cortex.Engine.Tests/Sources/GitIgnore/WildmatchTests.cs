using System.Text;
using Cortex.Engine.Sources.GitIgnore;

namespace Cortex.Engine.Tests.Sources.GitIgnore;

public sealed class WildmatchTests
{
    [Theory]
    [InlineData("foo/**/bar", "foo/bar", true)]
    [InlineData("foo/**/bar", "foo/a/b/bar", true)]
    [InlineData("**/bar", "xbar", false)]
    [InlineData("**\\/bar", "bar", false)]
    [InlineData("**\\/bar", "a/bar", true)]
    [InlineData("a**b", "a/b", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("*", "", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a[/]c", "a/c", false)]
    [InlineData("a[!x]c", "a/c", false)]
    [InlineData("?", "é", false)]
    [InlineData("??", "é", true)]
    [InlineData("[a", "a", false)]
    [InlineData("a\\", "a", false)]
    public void Matches_as_git_does(string pattern, string text, bool expected) => Assert.Equal(expected, Matches(pattern, text));

    /// <summary>Each of these takes a backtracking matcher longer than the universe has existed; here they only have to end.</summary>
    [Theory]
    [InlineData("*a", 2000, "b")]
    [InlineData("**/a*", 600, "b")]
    [InlineData("*?", 1500, "/b")]
    [InlineData("**/*a", 600, "/c")]
    [InlineData("*[!b]", 1000, "b")]
    public void A_hostile_pattern_costs_length_times_length(string piece, int times, string end)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, times)) + end;
        Assert.False(Matches(pattern, new string('a', 4000)));
        Assert.False(Matches(pattern, string.Concat(Enumerable.Repeat("a/", 2000)) + "a"));
    }

    private static bool Matches(string pattern, string text) =>
        new Wildmatch(Encoding.UTF8.GetBytes(pattern), ignoreCase: false).IsMatch(Encoding.UTF8.GetBytes(text));
}
