using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers;

/// <summary>
/// Whoever runs models: in this process, on this machine or in a cloud. A provider speaks its wire format and tells failures apart
/// (<see cref="ProviderException"/>); time-outs, retries, provenance and records are put around it (<see cref="Calls.CallPipeline"/>).
/// </summary>
public interface IModelProvider
{
    /// <summary>As in <c>provider:model</c>.</summary>
    string Id { get; }

    /// <summary>As people call it.</summary>
    string Name { get; }

    /// <summary>Where it is reached; null: in this process.</summary>
    Uri? Address { get; }

    /// <summary>Whether it does not work without a key.</summary>
    bool NeedsKey { get; }

    /// <summary>A chat with one of its models; null where it has none. Its streams end within 100 ms of a cancellation.</summary>
    IChatClient? Chat(string model);

    /// <summary>Vectors by one of its models; null where it makes none.</summary>
    IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model);

    /// <summary>The models it has ready, or offers.</summary>
    /// <exception cref="ProviderException">it cannot say</exception>
    Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation);

    /// <summary>Whether it works: reached, and its key accepted. Its version or the like where it tells one.</summary>
    /// <exception cref="ProviderException">what is wrong, and what to do</exception>
    Task<string?> TestAsync(CancellationToken cancellation);
}

/// <summary>A provider that keeps its models on this machine.</summary>
public interface IModelStore
{
    /// <summary>Fetches a model, telling how far it is. What was fetched stays when it is cancelled.</summary>
    IAsyncEnumerable<PullProgress> PullAsync(string model, CancellationToken cancellation);

    /// <exception cref="ProviderException">no such model</exception>
    Task DeleteAsync(string model, CancellationToken cancellation);
}

/// <param name="Model">As it is asked for.</param>
/// <param name="SizeBytes">On the disk, where it is known.</param>
/// <param name="ContextTokens">How much it reads at once, where it is known.</param>
public sealed record ProviderModel(string Model, long? SizeBytes = null, int? ContextTokens = null, bool? Chats = null, bool? Embeds = null);

/// <param name="Status">As the provider words it.</param>
/// <param name="Done">Bytes of the part at hand; null where it is not counted.</param>
public sealed record PullProgress(string Status, long? Done, long? Total);
