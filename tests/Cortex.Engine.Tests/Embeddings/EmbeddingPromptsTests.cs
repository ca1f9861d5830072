using Cortex.Engine.Embeddings;

namespace Cortex.Engine.Tests.Embeddings;

public sealed class EmbeddingPromptsTests
{
    [Theory]
    [InlineData("nomic-embed-text", "search_query: ", "search_document: ")]
    [InlineData("nomic-embed-text:v1.5", "search_query: ", "search_document: ")]
    [InlineData("intfloat/multilingual-e5-large", "query: ", "passage: ")]
    [InlineData("BAAI/bge-m3", "", "")]
    [InlineData("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", "")]
    [InlineData("snowflake-arctic-embed2:568m", "query: ", "")]
    [InlineData("all-minilm", "", "")]
    [InlineData("text-embedding-3-small", "", "")]
    public void A_model_has_those_of_its_card(string model, string query, string passage) => Assert.Equal(new EmbeddingPrompts(query, passage), EmbeddingPrompts.Of(model));
}
