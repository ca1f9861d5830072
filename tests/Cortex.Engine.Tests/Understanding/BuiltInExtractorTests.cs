using Cortex.Contract.Items;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Tests.Language;
using Cortex.Engine.Understanding;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Understanding;

public sealed class BuiltInExtractorTests
{
    [Fact]
    public void English()
    {
        var made = Extract(SampleTexts.English);
        Assert.Contains("vaccination campaigns", Phrases(made));
        Assert.Contains(made.Summary, sentence => sentence.Text.Contains("vaccination campaigns", StringComparison.Ordinal));
        Has(made, "World Health Organization", EntityType.Organisation, 2);
        Has(made, "Jane Smith", EntityType.Person, 2);
        Has(made, "University of Oxford", EntityType.Organisation);
        Has(made, "Acme Robotics Inc", EntityType.Organisation);
        Has(made, "J. R. R. Tolkien", EntityType.Person);
        Has(made, "Geneva", EntityType.Place);
        Has(made, "Baker Street", EntityType.Place);
        Has(made, "Python", EntityType.Work);
        Has(made, "$2.50", EntityType.Quantity);
        Assert.Equal(["1948-04-07", "2019-03", "1988-05-13"], made.Dates.Select(date => date.Date));
        Assert.DoesNotContain(made.Entities, entity => entity.Name is "Measles" or "However" or "The" or "She" or "We");
        Assert.DoesNotContain(made.Summary, sentence => sentence.Text.Contains("cookies", StringComparison.Ordinal));
    }

    [Fact]
    public void German()
    {
        var made = Extract(SampleTexts.German);
        Assert.Equal("Angela Merkel wurde am 17. Juli 1954 in Hamburg geboren.", made.Summary[0].Text);
        Assert.Contains("Energiewende", Phrases(made));
        Has(made, "Angela Merkel", EntityType.Person, 2);
        Has(made, "Helmut Kohl", EntityType.Person);
        Has(made, "Siemens GmbH", EntityType.Organisation);
        Has(made, "Leipzig", EntityType.Place);
        Assert.Contains("1954-07-17", made.Dates.Select(date => date.Date));
        // Nouns.
        Assert.DoesNotContain(made.Entities, entity => entity.Name is "Studium" or "Turbinen" or "Physikerin" or "Entscheidungen" or "Unglück");
    }

    [Fact]
    public void French()
    {
        var made = Extract(SampleTexts.French);
        Assert.Contains("radioactivité", Phrases(made));
        Assert.Contains("radium", Phrases(made));
        Has(made, "Marie Curie", EntityType.Person);
        Has(made, "Pierre Curie", EntityType.Person);
        Has(made, "Université de Paris", EntityType.Organisation);
        Has(made, "Lyon", EntityType.Place);
        Assert.Equal(["1867-11-07", "1898", "1906", "1911"], made.Dates.Select(date => date.Date));
    }

    [Fact]
    public void Spanish()
    {
        var made = Extract(SampleTexts.Spanish);
        Assert.Contains("colección", Phrases(made));
        Has(made, "Museo del Prado", EntityType.Organisation);
        Has(made, "Francisco de Goya", EntityType.Person, 3);
        Has(made, "Madrid", EntityType.Place);
        Assert.Equal("1819-11-19", Assert.Single(made.Dates).Date);
    }

    [Fact]
    public void Arabic()
    {
        var made = Extract(SampleTexts.Arabic);
        Assert.Contains("كيمياء الفيمتو", Phrases(made));
        Has(made, "جامعة القاهرة", EntityType.Organisation);
        Has(made, "أحمد زويل", EntityType.Person);
        Has(made, "مصر", EntityType.Place);
        Assert.Contains("2010-03-05", made.Dates.Select(date => date.Date));
        Assert.NotEmpty(made.Summary);
    }

    [Fact]
    public void Chinese()
    {
        var made = Extract(SampleTexts.Chinese);
        Assert.Contains("清华大学", Phrases(made));
        Assert.Contains("语言模型", Phrases(made));
        Assert.Contains("人工智能", Phrases(made));
        Has(made, "清华大学", EntityType.Organisation, 4);
        Has(made, "北京市", EntityType.Place);
        Assert.Equal(["1911", "2024-03-05"], made.Dates.Select(date => date.Date));
    }

    [Fact]
    public void Japanese()
    {
        var made = Extract(SampleTexts.Japanese);
        Assert.Contains("量子コンピュータ", Phrases(made));
        Assert.Contains(made.Summary, sentence => sentence.Text.Contains("量子コンピュータ", StringComparison.Ordinal));
        Has(made, "東京大学", EntityType.Organisation, 2);
        Has(made, "山田", EntityType.Person);
        Has(made, "京都市", EntityType.Place);
        Assert.Contains("2023-04-01", made.Dates.Select(date => date.Date));
    }

    [Theory]
    [InlineData("Buy milk")]
    [InlineData("The boiler was serviced. Ask for the bill.")]
    [InlineData("牛乳を買う。")]
    public void AShortNoteIsItsOwnSummary(string text) => Assert.Equal(text, string.Join(' ', Extract(text).Summary.Select(sentence => sentence.Text)));

    [Fact]
    public void AHeadingInCapitalsNamesNothing()
    {
        var made = Extract("# THE QUARTERLY REPORT OF ACCOUNTING\n\nThe sales went up a little, and the costs went down. It was a good quarter for all of the teams here.", DocumentFormat.Markdown);
        Assert.Empty(made.Entities);
    }

    [Fact]
    public void OfCodeTheCommentIsTheSummary()
    {
        var made = Extract("// Copyright 2024 Somebody\n\n/// <summary>Counts the bees of a hive and tells the keeper.</summary>\npublic class Counter { int Bees; }\n", DocumentFormat.Code);
        Assert.Equal("Counts the bees of a hive and tells the keeper.", Assert.Single(made.Summary).Text);
        Assert.Empty(Extract("int main() { return 0; }\n\nint other() { return 1; }\n", DocumentFormat.Code).Summary);
    }

    [Fact]
    public void MenusTablesAndCodeAreNotSummarised()
    {
        var made = Extract("""
            <html><body><main><p>The old mill by the river was restored by the people of the village last summer.</p>
            <p>The mill now grinds the wheat of five farms, and its flour is sold on the market.</p>
            <p>The wheel of the mill was made of oak by two carpenters of the village.</p>
            <table><tr><th>What</th><th>Number</th></tr><tr><td>The mill mill mill village flour wheat.</td><td>1</td></tr><tr><td>Wheels</td><td>2</td></tr></table>
            <pre>the mill of the village is restored.</pre></main></body></html>
            """, DocumentFormat.Html);
        Assert.StartsWith("The old mill", made.Summary[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Summary, sentence => sentence.Text.Contains("mill mill", StringComparison.Ordinal) || sentence.Text.StartsWith("the mill of", StringComparison.Ordinal));
        Assert.Contains("mill", Phrases(made));
    }

    [Fact]
    public void LinksAreThoseOfTheBlocksEachOnce()
    {
        var made = Extract("See [the site](https://example.org/a) and [again](https://example.org/a), not [here](#top).", DocumentFormat.Markdown);
        var link = Assert.Single(made.Links);
        Assert.Equal("https://example.org/a", link.Target);
    }

    [Fact]
    public void AnyTextGivesValidSpansAndTheSameResultTwice() => Prop.ForAll(Texts.Any, text =>
    {
        Check(text, BuiltInExtractor.Extract(new ExtractionInput(text, [])));
        var document = DocumentParser.Parse(new ParseInput(text, DocumentFormat.Markdown), default);
        var input = new ExtractionInput(document.Text, document.Blocks, document.Title);
        var (first, second) = (BuiltInExtractor.Extract(input), BuiltInExtractor.Extract(input));
        Check(document.Text, first);
        Assert.Equal(first.Summary, second.Summary);
        Assert.Equal(first.Concepts, second.Concepts);
        Assert.Equal(first.Entities.Select(entity => (entity.Name, entity.Type, entity.Count)), second.Entities.Select(entity => (entity.Name, entity.Type, entity.Count)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Theory]
    [InlineData("word ")]
    [InlineData("x")]
    [InlineData("Capital ")]
    [InlineData("A ")]
    [InlineData("Bank of ")]
    [InlineData("(WHO) World Health Organization ")]
    [InlineData("J. ")]
    [InlineData("2024 ")]
    [InlineData("in 2024-01-01 ")]
    [InlineData("5 March ")]
    [InlineData("12 km ")]
    [InlineData("Same words again and again, they said. ")]
    [InlineData("北京大学")]
    [InlineData("ภาษาไทย")]
    [InlineData("جامعة القاهرة ")]
    [InlineData("\u202E\u0007 ")]
    [InlineData("\uD83D")]
    [InlineData("😀")]
    [InlineData("\n- a\n")]
    [InlineData("17. ")]
    public void AMillionOfAnythingIsReadInBoundedSteps(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        Check(text, BuiltInExtractor.Extract(new ExtractionInput(text, [])));
    }

    private static void Check(string text, Extraction made)
    {
        Assert.InRange(made.Summary.Count, 0, 4);
        Assert.InRange(made.Summary.Sum(sentence => sentence.Text.Length), 0, 620);
        Assert.InRange(made.Concepts.Count, 0, 12);
        Assert.All(made.Concepts, concept => Assert.InRange(concept.Weight, 0, 1));
        foreach (var sentence in made.Summary) Assert.Equal(text[sentence.Span!.Value.Start..sentence.Span.Value.End], sentence.Text);
        InOrder(text, made.Summary.Select(sentence => sentence.Span!.Value));
        InOrder(text, made.Dates.Select(date => date.Span));
        Assert.All(made.Entities, entity => InOrder(text, entity.Mentions));
    }

    private static void InOrder(string text, IEnumerable<TextSpan> spans)
    {
        var at = 0;
        foreach (var span in spans)
        {
            Assert.True(span.Start >= at && span.Start < span.End && span.End <= text.Length);
            Assert.False(Texts.SplitsPair(text, span.Start) || Texts.SplitsPair(text, span.End));
            at = span.End;
        }
    }

    private static Extraction Extract(string content, DocumentFormat format = DocumentFormat.Text)
    {
        var document = DocumentParser.Parse(new ParseInput(content, format), default);
        var made = BuiltInExtractor.Extract(new ExtractionInput(document.Text, document.Blocks, document.Title));
        Check(document.Text, made);
        return made;
    }

    private static IEnumerable<string> Phrases(Extraction made) => made.Concepts.Select(concept => concept.Phrase);

    private static void Has(Extraction made, string name, EntityType type, int count = 1)
    {
        var entity = made.Entities.FirstOrDefault(entity => entity.Name == name);
        Assert.True(entity is not null && entity.Type == type && entity.Count >= count, $"{name}, {type}, {count} is not in {string.Join(", ", made.Entities.Select(entity => $"{entity.Name}:{entity.Type}:{entity.Count}"))}");
    }
}
