using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Scripted;

/// <summary>A script in place of every model that speaks; tools, permissions, events and storage stay real.</summary>
internal sealed class ScriptedProvider(string file, TimeProvider time) : IModelProvider
{
    public const string Model = "script";

    public string Id => BuiltInProviders.Scripted;
    public string Name => "The script";
    public Uri? Address => null;
    public bool NeedsKey => false;

    public IChatClient? Chat(string model) => new ScriptedChat(file, time);

    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(string model) => null;

    public Task<IReadOnlyList<ProviderModel>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ProviderModel>>([new ProviderModel(Model, Chats: true, Embeds: false)]);

    public Task<string?> TestAsync(CancellationToken cancellation)
    {
        ModelScript.Read(file);
        return Task.FromResult<string?>(null);
    }
}
