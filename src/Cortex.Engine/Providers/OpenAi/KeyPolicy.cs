using System.ClientModel.Primitives;

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>Puts the key of the moment onto a request, and takes off what the SDK tells of this machine.</summary>
internal sealed class KeyPolicy(OpenAiServer server) : AuthenticationPolicy
{
    private static readonly string[] Telling = ["X-Stainless-Lang", "X-Stainless-Package-Version", "X-Stainless-Runtime", "X-Stainless-Runtime-Version", "X-Stainless-OS", "X-Stainless-Arch"];

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Prepare(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Prepare(message.Request);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Prepare(PipelineRequest request)
    {
        foreach (var header in Telling) request.Headers.Remove(header);
        request.Headers.Set("User-Agent", "Cortex");
        // A server of one's own mostly has none.
        if (server.Key is not { } key) return;
        if (server.IsAzure) request.Headers.Set("api-key", key);
        else request.Headers.Set("Authorization", $"Bearer {key}");
    }
}
