using System.Text.Json;

namespace Cortex.Engine.Providers.OpenAi;

/// <summary>The answer of <c>/models</c>, with what some servers add to it.</summary>
internal static class OpenAiModelList
{
    private const int MaxModels = 10_000;

    /// <exception cref="FormatException">it is no such list</exception>
    public static IReadOnlyList<ProviderModel> Parse(BinaryData answer)
    {
        using var document = JsonDocument.Parse(answer);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) throw new FormatException("no list");
        return [.. data.EnumerateArray().Take(MaxModels).Select(Model)];
    }

    private static ProviderModel Model(JsonElement model)
    {
        if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String || id.GetString() is not { Length: > 0 } name) throw new FormatException("a model without an id");
        // llama-server tells of the file in `meta`; vLLM and OpenRouter have the length beside the id.
        var meta = model.TryGetProperty("meta", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : default;
        var context = Number(model, "max_model_len") ?? Number(model, "context_length") ?? Number(meta, "n_ctx") ?? Number(meta, "n_ctx_train");
        return new ProviderModel(name, Number(meta, "size"), (int?)context);
    }

    private static long? Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is > 0 and <= (1L << 50) ? number : null;
}
