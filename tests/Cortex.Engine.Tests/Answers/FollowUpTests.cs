using Cortex.Engine.Answers;

namespace Cortex.Engine.Tests.Answers;

public sealed class FollowUpTests
{
    private static readonly PastTurn[] History = [new("When does the lease of the flat in Lyon end?", "When does the lease of the flat in Lyon end?", "On 31 March. [1]", ["The flat in Lyon"], [7])];

    [Theory]
    [InlineData("And how much is it?")]
    [InlineData("What does that cost?")]
    [InlineData("Who owns it?")]
    [InlineData("Why?")]
    [InlineData("Et le loyer de celui-ci ?")]
    public void What_points_back_takes_what_was_asked_along(string question)
    {
        var asked = FollowUp.Resolve(question, History);
        Assert.StartsWith(question, asked, StringComparison.Ordinal);
        Assert.Contains("lease", asked, StringComparison.Ordinal);
        Assert.Contains("Lyon", asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_by_itself_stays() => Assert.Equal("How do sea otters sleep?", FollowUp.Resolve("How do sea otters sleep?", History));

    [Fact]
    public void There_may_be_nothing_before() => Assert.Equal("What is it?", FollowUp.Resolve("What is it?", []));
}
