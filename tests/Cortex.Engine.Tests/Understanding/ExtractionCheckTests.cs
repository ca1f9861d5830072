using Cortex.Engine.Understanding;

namespace Cortex.Engine.Tests.Understanding;

public sealed class ExtractionCheckTests
{
    private const string Text = SampleTexts.English;

    [Theory]
    [InlineData(SampleTexts.English)]
    [InlineData(SampleTexts.German)]
    [InlineData(SampleTexts.French)]
    [InlineData(SampleTexts.Spanish)]
    [InlineData(SampleTexts.Arabic)]
    [InlineData(SampleTexts.Chinese)]
    [InlineData(SampleTexts.Japanese)]
    public void WhatIsBuiltInIsGood(string text) => Assert.Empty(ExtractionCheck.Judge(BuiltInExtractor.Extract(new ExtractionInput(text, [])), text).Reasons);

    [Fact]
    public void WhatTheTextDoesNotNameIsDropped()
    {
        var judged = ExtractionCheck.Judge(Made("WHO coordinates vaccination campaigns.", ["measles", "Geneva", "polio"], ["Geneva", "WHO", "Atlantis"]), Text);
        Assert.True(judged.IsGood);
        Assert.Equal(["Geneva", "WHO"], judged.Kept.Entities.Select(entity => entity.Name));
        Assert.All(judged.Kept.Entities, entity => Assert.Equal(entity.Name, Text[entity.Mentions[0].Start..entity.Mentions[0].End], ignoreCase: true));
    }

    [Theory]
    [InlineData("", "Geneva", "no summary")]
    [InlineData("WHO koordiniert Kampagnen: lauter andere Wörter stehen hier.", "Geneva", "words of the summary")]
    [InlineData("Всемирная организация здравоохранения основана в Женеве.", "Geneva", "Cyrillic")]
    [InlineData("WHO coordinates vaccination campaigns.", "Atlantis|Narnia|Mordor", "Of 3 entities the text has 0")]
    public void APoorOneSaysWhy(string summary, string entities, string reason) =>
        Assert.Contains(ExtractionCheck.Judge(Made(summary, ["measles"], entities.Split('|')), Text).Reasons, said => said.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void ASummaryMayNotRepeatTheDocument() =>
        Assert.Contains(ExtractionCheck.Judge(Made(string.Concat(Enumerable.Repeat("WHO coordinates vaccination campaigns. ", 40)), ["measles"], []), Text).Reasons, said => said.Contains("longer", StringComparison.Ordinal));

    private static Extraction Made(string summary, string[] concepts, string[] entities) => new()
    {
        Summary = summary.Length > 0 ? [new SummarySentence(summary, null)] : [],
        Concepts = [.. concepts.Select(phrase => new Concept(phrase, 1, 0))],
        Entities = [.. entities.Select(name => new Entity(name, EntityType.Other, 0, []))],
        Model = "test:test-model",
    };
}
