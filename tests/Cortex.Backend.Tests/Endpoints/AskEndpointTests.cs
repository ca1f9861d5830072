using System.Globalization;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class AskEndpointTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    [Fact]
    public async Task An_answer_cites_a_passage_for_every_sentence()
    {
        await _backend.CreateSearchableAsync("# Backups 💾\n\nWe met on Tuesday. We decided to make backups of the database every night at two. Mia brings the cake.", "Meeting");
        var answer = await _backend.PostAsync("/api/ask", """{"question":"When do we make backups of the database?"}""");
        Assert.Equal(["answered", "answer", "sentences", "citations", "answered_by", "coverage", "notice", "took_ms"], answer.Select(field => field.Key));
        Assert.True((bool)answer["answered"]!);
        Assert.Equal("built-in:extractive", (string?)answer["answered_by"]);
        Assert.Contains("every night at two. [1]", (string)answer["answer"]!, StringComparison.Ordinal);
        Assert.NotEmpty(answer["sentences"]!.AsArray());
        Assert.All(answer["sentences"]!.AsArray(), sentence => Assert.All(sentence!["citations"]!.AsArray(), n => Assert.Contains((int)n!, answer["citations"]!.AsArray().Select(citation => (int)citation!["n"]!))));
        foreach (var citation in answer["citations"]!.AsArray())
        {
            Assert.Equal(["n", "item_id", "revision", "title", "source_url", "chunk_id", "start", "end", "quote", "page"], citation!.AsObject().Select(field => field.Key));
            var item = await _backend.GetAsync($"/api/items/{citation["item_id"]}");
            Assert.Equal(((string)item["text"]!)[(int)citation["start"]!..(int)citation["end"]!], (string?)citation["quote"]);
            Assert.Equal((long)item["revision"]!, (long)citation["revision"]!);
            Assert.Contains((long)citation["chunk_id"]!, item["chunks"]!.AsArray().Select(chunk => (long)chunk!["id"]!));
        }

        Assert.Equal(Enumerable.Range(1, answer["citations"]!.AsArray().Count), answer["citations"]!.AsArray().Select(citation => (int)citation!["n"]!));
    }

    [Theory]
    [InlineData("Who invented the thylacine telescope?", "")]
    [InlineData("What do marmots whistle about?", """,{"filters":{"tags":["nowhere"]}}""")]
    public async Task What_the_library_does_not_hold_is_said_without_citations(string question, string _)
    {
        await _backend.CreateSearchableAsync("Marmots whistle when an eagle comes.", "Marmots");
        var answer = await _backend.PostAsync("/api/ask", $$$"""{"question":"{{{question}}}","filters":{"tags":["nowhere"]}}""");
        Assert.False((bool)answer["answered"]!);
        Assert.Empty(answer["citations"]!.AsArray());
        Assert.Empty(answer["sentences"]!.AsArray());
        Assert.Contains(((long)answer["coverage"]!["searchable"]!).ToString("N0", CultureInfo.InvariantCulture), (string)answer["answer"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "question")]
    [InlineData("""{"question":""}""", "question")]
    [InlineData("""{"question":" \n "}""", "question")]
    [InlineData("""{"question":null}""", "question")]
    [InlineData("""{"question":"x","filters":{"after":"x"}}""", "filters.after")]
    public async Task A_field_that_is_wrong_is_named(string body, string field) => Assert.Equal([field], await _backend.InvalidFieldsAsync(HttpMethod.Post, "/api/ask", body));
}
