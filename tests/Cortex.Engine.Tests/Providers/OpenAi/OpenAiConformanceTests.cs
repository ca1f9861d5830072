using Cortex.Engine.Providers;
using Cortex.Engine.Providers.OpenAi;

namespace Cortex.Engine.Tests.Providers.OpenAi;

public sealed class OpenAiConformanceTests : ProviderConformanceTests
{
    internal override IModelProvider Create(ProviderOptions options) => new OpenAiProvider(options);

    internal override ScriptedAnswer Streamed(WireReply reply) => OpenAiWire.Stream(reply, Model);

    internal override ScriptedAnswer? Failed(WireError error, string message) => OpenAiWire.Error(error, message);

    internal override ScriptedAnswer Listed(params string[] models) => OpenAiWire.Models(models);

    internal override ScriptedAnswer? Embedded(params float[][] vectors) => OpenAiWire.Vectors(vectors, Model);

    internal override SentRequest Read(ReceivedRequest request) => OpenAiWire.Read(request.Json);

    internal override IReadOnlyList<string> ReadTexts(ReceivedRequest request) => [.. request.Json.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];

    internal override string? KeyOf(ReceivedRequest request) => request.Header("Authorization")?.Replace("Bearer ", "", StringComparison.Ordinal);
}
