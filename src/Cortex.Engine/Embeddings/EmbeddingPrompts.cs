using Microsoft.Extensions.AI;

namespace Cortex.Engine.Embeddings;

/// <summary>
/// What some models want before a text, since they were trained on questions and passages that are marked as such. Ollama and compatible servers
/// put nothing there by themselves.
/// </summary>
/// <param name="Query">Before what is searched for.</param>
/// <param name="Passage">Before what is found.</param>
public sealed record EmbeddingPrompts(string Query, string Passage)
{
    private const string Retrieval = "Represent this sentence for searching relevant passages: ";

    private static readonly EmbeddingPrompts None = new("", "");

    // As their model cards say.
    private static readonly (string Name, EmbeddingPrompts Prompts)[] Known =
    [
        ("nomic-embed", new("search_query: ", "search_document: ")),
        ("mxbai-embed", new(Retrieval, "")),
        ("snowflake-arctic-embed2", new("query: ", "")),
        ("snowflake-arctic-embed", new(Retrieval, "")),
        ("bge-m3", None),
        ("bge-", new(Retrieval, "")),
        ("multilingual-e5", new("query: ", "passage: ")),
        ("e5-", new("query: ", "passage: ")),
        ("embeddinggemma", new("task: search result | query: ", "title: none | text: ")),
        ("qwen3-embedding", new("Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:", "")),
    ];

    /// <summary>Those of a model, by its name without provider; paths and tags around it do not matter.</summary>
    public static EmbeddingPrompts Of(string model) =>
        Array.Find(Known, known => model.Contains(known.Name, StringComparison.OrdinalIgnoreCase)).Prompts ?? None;

    /// <summary>Puts the same before each text.</summary>
    internal sealed class Prompted(IEmbeddingGenerator<string, Embedding<float>> inner, string prompt) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GenerateAsync(prompt.Length == 0 ? values : values.Select(text => prompt + text), options, cancellationToken);
    }
}
