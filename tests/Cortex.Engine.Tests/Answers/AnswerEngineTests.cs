using Cortex.Contract.Answers;
using Cortex.Contract.Items;
using Cortex.Engine.Answers;

namespace Cortex.Engine.Tests.Answers;

public sealed class AnswerEngineTests : IAsyncLifetime
{
    private readonly TestLibrary _library = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();

    [Fact]
    public async Task EverySentenceCitesItsSpan()
    {
        var item = await _library.AddAsync("# House\n\nThe garden is large. The backups run every night at two. They go to the NAS.", "House");
        await _library.AddAsync("Nothing of interest stands here.");
        var answer = Ask("when do the backups run?");
        Assert.True(answer.Answered);
        Assert.Equal(AnswerEngine.Extractive, answer.AnsweredBy);
        Assert.All(answer.Sentences, sentence => Assert.NotEmpty(sentence.Citations));
        var citation = answer.Citations[0];
        Assert.Equal("The backups run every night at two.", citation.Quote);
        Assert.Equal(item.Text[citation.Start..citation.End], citation.Quote);
        Assert.Equal((1, item.Id, 1L), (citation.N, citation.ItemId, citation.Revision));
        Assert.Contains(item.Chunks, chunk => chunk.Id == citation.ChunkId && chunk.Start <= citation.Start && citation.End <= chunk.End);
        Assert.Contains("[1]", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheLibraryDoesNotHaveIsToldSo()
    {
        await _library.AddAsync("The capital of the fund is invested in bonds.");
        var answer = Ask("what is the capital of Mongolia?");
        Assert.False(answer.Answered);
        Assert.Empty(answer.Citations);
        Assert.Empty(answer.Sentences);
        Assert.Contains("does not have this", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CoverageIsToldWhenNotAllIsRead()
    {
        await _library.AddAsync("One thing.");
        await _library.Engine.Items.CreateAsync(new CreateItemRequest { Content = "The roofer comes in April." });
        Assert.Equal("Not in the 1 of 2 items read so far. The rest is still being read; ask again later.", Ask("when does the roofer come?").Answer);
    }

    [Fact]
    public void AnEmptyLibrarySaysWhatToDo() => Assert.Contains("cortex import", Ask("anything?").Answer, StringComparison.Ordinal);

    [Fact]
    public async Task TheSameSentenceIsQuotedOnce()
    {
        await _library.AddAsync("The roofer comes in April.");
        await _library.AddAsync("The roofer comes in April.");
        Assert.Single(Ask("when does the roofer come?").Citations);
    }

    [Fact]
    public async Task FiltersLimitWhereTheAnswerComesFrom()
    {
        await _library.AddAsync("The roofer comes in April.", null, "house");
        Assert.True(_library.Engine.Answers.Ask(new AskRequest { Question = "when does the roofer come?", Filters = new() { Tags = ["house"] } }).Answered);
        Assert.False(_library.Engine.Answers.Ask(new AskRequest { Question = "when does the roofer come?", Filters = new() { Tags = ["work"] } }).Answered);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void AnEmptyQuestionIsAnError(string question) => Assert.Equal("question", Assert.Throws<CortexException>(() => Ask(question)).Fields.Single().Field);

    [Theory]
    [InlineData("?!")]
    [InlineData("the of and")]
    [InlineData("\"\0\" NEAR * ( ")]
    public async Task OddQuestionsHaveNoAnswer(string question)
    {
        await _library.AddAsync("Something.");
        Assert.False(Ask(question).Answered);
    }

    [Fact]
    public async Task PlainWordsFindTheExactSentence()
    {
        await _library.AddAsync("Service listens on port 7443. The deploy port is 9102. Blue and green alternate.", "deploy");
        await _library.AddAsync("The port wine is in the cellar. We deploy the tent in May.", "Odds and ends");
        Assert.Equal("The deploy port is 9102.", Ask("what is the deploy port").Citations[0].Quote);
    }

    [Fact]
    public async Task FiltersInTheQuestionAreNoPartOfIt()
    {
        await _library.AddAsync("The roofer comes in April.", null, "house");
        Assert.Equal("The roofer comes in April.", Ask("when does the roofer come? tag:house").Citations[0].Quote);
        Assert.False(Ask("when does the roofer come? tag:work").Answered);
    }

    private AskAnswer Ask(string question) => _library.Engine.Answers.Ask(new AskRequest { Question = question });
}
