using System.Globalization;
using System.Runtime.CompilerServices;
using Cortex.Engine.Network;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Ollama by its own API, which tells more than its imitation of OpenAI's: what is loaded, how much a model reads, how far a download is.</summary>
public sealed class OllamaProvider : IModelProvider, IModelStore
{
    /// <summary>The first version whose answers follow a JSON schema and that makes vectors in batches.</summary>
    public static readonly Version Oldest = new(0, 5, 0);

    private readonly OllamaConnection _chat, _embedding, _models, _pull;
    private readonly OllamaModels _known;
    private readonly string? _keepAlive;

    public OllamaProvider(ProviderOptions options)
    {
        Address = options.OllamaHost;
        _keepAlive = options.OllamaKeepAlive;
        _chat = new OllamaConnection(options, NetworkPurpose.Chat);
        _embedding = new OllamaConnection(options, NetworkPurpose.Embedding);
        _models = new OllamaConnection(options, NetworkPurpose.Models);
        _pull = new OllamaConnection(options, NetworkPurpose.ModelPull);
        _known = new OllamaModels(_models);
    }

    public string Id => BuiltInProviders.Ollama;
    public string Name => "Ollama";
    public Uri Address { get; }
    public bool NeedsKey => false;

    public IChatClient Chat(string model) => new OllamaChat(model, _chat, _known, _keepAlive);

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(string model) => new OllamaEmbeddings(model, _embedding, _keepAlive);

    public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => _known.ListAsync(cancellation);

    /// <returns>Its version.</returns>
    public async Task<string?> TestAsync(CancellationToken cancellation)
    {
        using var answer = await _models.GetAsync("api/version", cancellation);
        var version = answer.RootElement.Text("version");
        // 0.5.0-rc1 and the like; 0.0.0 is what a build of one's own calls itself.
        if (Version.TryParse(version?.Split('-', '+')[0], out var number) && number < Oldest && number != new Version(0, 0, 0))
            throw OllamaFailures.New(ProviderFailure.Refused, string.Create(CultureInfo.InvariantCulture, $"Ollama {version} is too old: {Oldest} or newer is needed. {OllamaFailures.Install}"));
        return version;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PullProgress> PullAsync(string model, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var done = false;
        await foreach (var line in _pull.StreamAsync("api/pull", OllamaRequest.ForModel(model), model, cancellation))
        {
            using (line)
            {
                var status = line.RootElement.Text("status") ?? "";
                done = status == "success";
                yield return new PullProgress(status, line.RootElement.Number("completed"), line.RootElement.Number("total"));
            }
        }

        if (!done) throw OllamaFailures.New(ProviderFailure.Dropped, $"Ollama stopped fetching {model} before it had all. What it has stays: `cortex models pull {model}` goes on from there.");
    }

    public Task DeleteAsync(string model, CancellationToken cancellation) => _models.DeleteAsync("api/delete", OllamaRequest.ForModel(model), model, cancellation);
}
