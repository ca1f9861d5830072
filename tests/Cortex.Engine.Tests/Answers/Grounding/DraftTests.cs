using Cortex.Engine.Answers.Grounding;

namespace Cortex.Engine.Tests.Answers.Grounding;

public sealed class DraftTests
{
    [Fact]
    public void Markers_belong_to_the_sentence_before_them()
    {
        var sentences = Draft.Sentences("The lease ends in March [1]. The rent is 840 euros. [2][3] It is warm [1, 4].");
        Assert.Equal(["The lease ends in March.", "The rent is 840 euros.", "It is warm."], sentences.Select(sentence => sentence.Text));
        Assert.Equal([[1], [2, 3], [1, 4]], sentences.Select(sentence => sentence.Cited.ToArray()));
    }

    [Fact]
    public void A_list_keeps_its_lines()
    {
        var sentences = Draft.Sentences("Two things:\n\n- It ends in March [1]\n- It costs 840 euros [2]");
        Assert.Equal(3, sentences.Count);
        Assert.StartsWith("\n", sentences[1].Before);
        Assert.Equal([2], sentences[2].Cited);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[1]")]
    [InlineData("[99999999999999999999]")]
    [InlineData("[")]
    [InlineData("a[[[[1]]]]")]
    public void Odd_drafts_do_no_harm(string draft) => Assert.All(Draft.Sentences(draft), sentence => Assert.NotEqual("", sentence.Text));
}
