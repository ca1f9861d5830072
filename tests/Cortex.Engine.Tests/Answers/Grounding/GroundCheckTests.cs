using Cortex.Contract.Items;
using Cortex.Engine.Answers;
using Cortex.Engine.Answers.Grounding;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Answers.Grounding;

public sealed class GroundCheckTests
{
    private const string Flat = "The lease of the flat in Lyon ends on 31 March 2025. The rent is 840 euros a month, heating included. The landlord is Madame Perrin; her phone number is on the fridge. Pets are not allowed.";
    private const string Otters = "Sea otters hold hands while they sleep, so that they do not drift apart. They eat a quarter of their weight each day. An adult male weighs 22 to 45 kilograms.";
    private const string Release = "Version 4.2 was released in May. It drops support for Windows 7 and makes start-up 30% faster. Anna Kowalska leads the team of twelve.";

    private static readonly (int, Passage)[] Passages = [(1, Text(1, "The flat", Flat)), (2, Text(2, "Otters", Otters)), (3, Text(3, "Release notes", Release))];

    [Theory]
    [InlineData("The lease ends on 31 March 2025.", 1)]
    [InlineData("Your lease in Lyon runs out on 31 March 2025.", 1)]
    [InlineData("You pay 840 euros of rent each month, with heating included.", 1)]
    [InlineData("Madame Perrin is the landlord.", 1)]
    [InlineData("Pets aren't allowed in the flat.", 1)]
    [InlineData("Otters hold hands when they sleep to avoid drifting apart.", 2)]
    [InlineData("Each day they eat a quarter of their weight.", 2)]
    [InlineData("Version 4.2 no longer supports Windows 7.", 3)]
    [InlineData("The team has 12 people and is led by Anna Kowalska.", 3)]
    public void What_a_passage_says_is_supported(string sentence, int passage)
    {
        var checkedOne = Check(sentence, passage);
        Assert.Equal((true, passage), (checkedOne.Supported, (int)checkedOne.Places[0].Passage.ChunkId));
    }

    [Theory]
    [InlineData("The lease ends on 30 April 2025.", 1)]
    [InlineData("The rent is 1,200 euros a month.", 1)]
    [InlineData("The landlord is Monsieur Dupont.", 1)]
    [InlineData("It has a garden.", 1)]
    [InlineData("Pets are allowed.", 1)]
    [InlineData("The landlord lives in Paris and owns three castles.", 1)]
    [InlineData("Otters do not hold hands while they sleep.", 2)]
    [InlineData("Otters are the largest rodents of South America.", 2)]
    [InlineData("Version 4.2 drops support for Linux.", 3)]
    [InlineData("Start-up is 80% faster.", 3)]
    [InlineData("Peter Smith leads the team.", 3)]
    [InlineData("The next version will be released by the end of the year.", 3)]
    public void What_none_says_is_not(string sentence, int passage)
    {
        var checkedOne = Check(sentence, passage);
        Assert.Equal(false, checkedOne.Supported);
        Assert.Empty(checkedOne.Places);
    }

    [Fact]
    public void A_wrong_marker_is_put_right()
    {
        var checkedOne = Check("Otters hold hands while they sleep.", 1);
        Assert.Equal((true, 2L), (checkedOne.Supported, checkedOne.Places[0].Passage.ChunkId));
        Assert.Equal(true, Check("Otters hold hands while they sleep.", 99).Supported);
    }

    [Fact]
    public void The_place_is_the_very_sentence() => Assert.Equal("The rent is 840 euros a month, heating included.", Check("The rent is 840 euros.", 1).Places[0].Quote);

    [Theory]
    [InlineData("Here is what I found:")]
    [InlineData("Do you want to know more about the lease and the rent?")]
    [InlineData("Yes.")]
    public void What_claims_nothing_is_left_alone(string sentence) => Assert.Null(Check(sentence).Supported);

    [Fact]
    public void A_translation_is_not_judged() => Assert.Null(Check("Der Mietvertrag für die Wohnung endet am 31. März 2025 und die Miete ist mit der Heizung zu bezahlen.", 1).Supported);

    [Fact]
    public void Without_the_encoder_words_decide()
    {
        var check = new GroundCheck(Passages, "", encoder: null);
        Assert.Equal(true, check.Check(new DraftSentence("The lease ends on 31 March 2025.", [1], "")).Supported);
        Assert.Equal(false, check.Check(new DraftSentence("The lease ends on 30 April 2025.", [1], "")).Supported);
    }

    private static GroundedSentence Check(string sentence, params int[] cited)
    {
        using var use = EncoderCache.OfProcess(ModelLocator.Find(ModelLocator.EncoderFile)).Borrow();
        return new GroundCheck(Passages, "What about the lease?", use.Encoder).Check(new DraftSentence(sentence, cited, ""));
    }

    private static Passage Text(long chunk, string title, string text) => new(chunk, $"item-{chunk}", 1, title, null, 0, text, 1, 0.5, [new Block { Kind = BlockKind.Paragraph, Start = 0, End = text.Length }]);
}
