using System.Globalization;
using System.Text.Json;

namespace Cortex.Engine.Providers.Anthropic;

/// <summary>The models that a key may use.</summary>
internal sealed class AnthropicModels(Lazy<HttpClient> http)
{
    private const int MostBytes = 4 * 1024 * 1024;

    public async Task<IReadOnlyList<ProviderModel>> ListAsync(int limit, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"v1/models?limit={limit}"));
        request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        try
        {
            using var response = await http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellation);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) throw new JsonException("no list");
            return [.. data.EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            throw new ProviderException(BuiltInProviders.Anthropic, ProviderFailure.BadAnswer, "What answers there does not speak as Anthropic does. `cortex models` shows the address; CORTEX_ANTHROPIC_BASE_URL changes it.", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new ProviderException(BuiltInProviders.Anthropic, ProviderFailure.Dropped, "Anthropic ended the connection in the middle of its answer.", error);
        }
    }

    private static ProviderModel Read(JsonElement model)
    {
        if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) throw new JsonException("no id");
        int? context = model.TryGetProperty("max_input_tokens", out var most) && most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var tokens) ? tokens : null;
        return new ProviderModel(id.GetString()!, ContextTokens: context, Chats: true, Embeds: false);
    }
}
