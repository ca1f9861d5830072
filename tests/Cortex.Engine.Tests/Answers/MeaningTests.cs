using Cortex.Contract.Answers;
using Cortex.Contract.Errors;
using Cortex.Engine.Answers;
using Cortex.Engine.Inference;
using Cortex.Engine.Search;

namespace Cortex.Engine.Tests.Answers;

public sealed class MeaningTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();
    private readonly EncoderCache _encoder = EncoderCache.OfFile(TimeProvider.System, Repository.Model);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _encoder.Dispose();
        await _library.DisposeAsync();
    }

    [Fact]
    public async Task OtherWordsFindTheSentence()
    {
        var item = await _library.AddAsync("The garden is large. The backups run every night at two. They go to the NAS.", "House");
        await _library.AddAsync("The plumber comes on Friday to look at the boiler.", "Heating");
        var citation = Ask("how often do we back up?").Citations[0];
        Assert.Equal("The backups run every night at two.", citation.Quote);
        Assert.Equal(item.Text[citation.Start..citation.End], citation.Quote);
        Assert.Equal("The plumber comes on Friday to look at the boiler.", Ask("who repairs the furnace?").Citations[0].Quote);
    }

    [Fact]
    public async Task ASentenceIsReadUnderItsTitleAndHeading()
    {
        await _library.AddAsync("Costs 40 a month. Ends in March.", "Gym membership");
        await _library.AddAsync("# Vehicles\n\nTwo of them.\n\n## Boat\n\nIt was painted in 2019.\n\n## Lorry\n\nIt was painted in 2021.", "Vehicles");
        Assert.Equal("Ends in March.", Ask("when does the fitness studio contract expire?").Citations[0].Quote);
        Assert.Equal("It was painted in 2021.", Ask("when did the truck get its new colour?").Citations[0].Quote);
    }

    [Fact]
    public async Task WhatHasNoAnswerIsToldSo()
    {
        await _library.AddAsync("The capital of the fund is invested in bonds.");
        await _library.AddAsync("The plumber comes on Friday to look at the boiler.", "Heating");
        Assert.False(Ask("what is the capital of Mongolia?").Answered);
        Assert.False(Ask("how do vaccines train the immune system?").Answered);
        Assert.Empty(Ask("who won the chess championship?").Citations);
    }

    [Fact]
    public async Task ASentenceInTwoChunksOrTwoItemsIsQuotedOnce()
    {
        await _library.AddAsync("The roofer comes in April.");
        await _library.AddAsync("The roofer comes in April.");
        Assert.Single(Ask("in which month is the roof repaired?").Citations);
    }

    [Fact]
    public async Task WithoutTheEncoderWordsAnswer()
    {
        await _library.AddAsync("The roofer comes in April.");
        var passages = new HybridPassages(_library.Engine.Database, _library.Engine.Vectors, _library.Engine.Models);
        var without = new AnswerEngine(_library.Engine.Database, passages, encoder: null);
        var missing = new AnswerEngine(_library.Engine.Database, passages, () => throw new CortexException(ErrorCode.ModelInvalid, "The model is not there."));
        var request = new AskRequest { Question = "when does the roofer come?" };
        Assert.Equal("The roofer comes in April.", without.Ask(request).Citations.Single().Quote);
        Assert.Equal("The roofer comes in April.", missing.Ask(request).Citations.Single().Quote);
    }

    [Fact]
    public async Task OtherLanguagesAreAnsweredByWords()
    {
        await _library.AddAsync("Der Dachdecker kommt im April. Die Rechnung ist bezahlt.");
        await _library.AddAsync("Der Klempner war im Mai hier.");
        Assert.Equal("Der Dachdecker kommt im April.", Ask("Wann kommt der Dachdecker?").Citations.Single().Quote);
        Assert.False(Ask("Wie heißt die Hauptstadt der Mongolei?").Answered);
    }

    [Theory]
    [InlineData("when does the lease end", true)]
    [InlineData("latest hour for father's diuretic", true)]
    [InlineData("lease end date", true)]
    [InlineData("Wann endet der Mietvertrag?", false)]
    [InlineData("quand se termine le contrat de location", false)]
    [InlineData("いつ契約は終わりますか", false)]
    [InlineData("когда заканчивается договор", false)]
    [InlineData("???", false)]
    public void TheEncoderReadsEnglish(string question, bool reads)
    {
        using var use = _encoder.Borrow();
        Assert.Equal(reads, QuestionLanguage.IsRead(question, use.Encoder));
    }

    private AskAnswer Ask(string question)
    {
        _library.EmbedAsync().GetAwaiter().GetResult();
        return _library.Engine.Answers.Ask(new AskRequest { Question = question });
    }
}
