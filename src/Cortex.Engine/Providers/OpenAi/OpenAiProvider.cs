using System.ClientModel.Primitives;
using Cortex.Engine.Network;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;

// The constructors that take a policy in place of a key are marked as experimental. The policy reads the key when a request is made, and no sooner.
#pragma warning disable OPENAI001

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>OpenAI, and whoever speaks its chat completions at another base URL: llama-server, LM Studio, vLLM, OpenRouter, Azure OpenAI's v1 API.</summary>
internal sealed class OpenAiProvider(ProviderOptions options) : IModelProvider
{
    private readonly OpenAiServer _server = new(options);

    // One for each purpose, since what a request was for is written down.
    private readonly Lazy<OpenAIClientOptions> _chat = Client(options, NetworkPurpose.Chat);
    private readonly Lazy<OpenAIClientOptions> _embedding = Client(options, NetworkPurpose.Embedding);
    private readonly Lazy<OpenAIClientOptions> _models = Client(options, NetworkPurpose.Models);
    private readonly Lazy<OpenAIClientOptions> _keyCheck = Client(options, NetworkPurpose.KeyCheck);

    public string Id => BuiltInProviders.OpenAi;
    public string Name => _server.Name;
    public Uri? Address => options.OpenAiBaseUrl;
    public bool NeedsKey => !ProviderOptions.IsLocal(options.OpenAiBaseUrl);

    public IChatClient? Chat(string model) => new OpenAiChat(new ChatClient(model, new KeyPolicy(_server), _chat.Value), _server, model);

    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model) => new OpenAiEmbeddings(new EmbeddingClient(model, new KeyPolicy(_server), _embedding.Value), _server, model);

    public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => ListAsync(_models.Value, cancellation);

    public async Task<string?> TestAsync(CancellationToken cancellation)
    {
        await ListAsync(_keyCheck.Value, cancellation);
        return null;
    }

    private async Task<IReadOnlyList<ProviderModel>> ListAsync(OpenAIClientOptions client, CancellationToken cancellation)
    {
        _server.RequireKey();
        try
        {
            var result = await new OpenAIModelClient(new KeyPolicy(_server), client).GetModelsAsync(new RequestOptions { CancellationToken = cancellation });
            return OpenAiModelList.Parse(result.GetRawResponse().Content);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw _server.Failure(error, model: null);
        }
    }

    private static Lazy<OpenAIClientOptions> Client(ProviderOptions options, NetworkPurpose purpose) => new(() => new OpenAIClientOptions
    {
        Endpoint = options.OpenAiBaseUrl,
        Transport = new HttpClientPipelineTransport(options.NewHttp(options.OpenAiBaseUrl, purpose)),
        // Retries and time-outs are those of the layers around every call.
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    });
}
