using Cortex.Engine.Network;
using Cortex.Engine.Providers;
using Cortex.Engine.Providers.BuiltInEncoder;

namespace Cortex.Engine.Tests.Providers;

public sealed class BuiltInProviderTests
{
    private readonly BuiltInProvider _provider = new(new ProviderOptions
    {
        OllamaHost = new Uri("http://127.0.0.1:1/"),
        OpenAiBaseUrl = new Uri("http://127.0.0.1:1/"),
        AnthropicBaseUrl = new Uri("http://127.0.0.1:1/"),
        Key = _ => throw new InvalidOperationException("No key is needed."),
        Network = new None(),
        Time = TimeProvider.System,
    });

    [Fact]
    public async Task ItsModelMakesVectorsAndDoesNotChat()
    {
        var model = Assert.Single(await _provider.ListAsync(CancellationToken.None));
        Assert.Equal((true, false), (model.Embeds, model.Chats));
        using var generator = _provider.Embeddings(model.Model)!;
        var vectors = await generator.GenerateAsync(["one", "two"]);
        Assert.Equal([384, 384], vectors.Select(vector => vector.Vector.Length));
        Assert.Null(_provider.Chat(model.Model));
        Assert.Equal(model.Model, await _provider.TestAsync(CancellationToken.None));
    }

    [Fact]
    public void AnotherModelIsTold() => Assert.Equal(ProviderFailure.ModelMissing, Assert.Throws<ProviderException>(() => _provider.Embeddings("another")).Failure);

    private sealed class None : INetworkLog
    {
        public void Record(OutboundRequest request) => Assert.Fail("It has no network.");
    }
}
