using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortex.Engine.Network;
using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Providers.Ollama;

/// <summary>Requests to one Ollama for one purpose, and what went wrong with them told apart.</summary>
internal sealed class OllamaConnection(ProviderOptions options, NetworkPurpose purpose)
{
    // An answer as a whole: lists of models, batches of vectors.
    private const int MostBytes = 64 * 1024 * 1024, MostErrorBytes = 64 * 1024;
    private readonly Lazy<HttpClient> _http = new(() => options.NewHttp(options.OllamaHost, purpose));

    public Task<JsonDocument> GetAsync(string path, CancellationToken cancellation) => ReadAsync(new HttpRequestMessage(HttpMethod.Get, path), model: null, cancellation);

    public Task<JsonDocument> PostAsync(string path, JsonObject body, string model, CancellationToken cancellation) => ReadAsync(Post(path, body), model, cancellation);

    public async Task DeleteAsync(string path, JsonObject body, string model, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path) { Content = Json(body) };
        (await SendAsync(request, model, cancellation)).Dispose();
    }

    /// <summary>Each line of an answer as it comes; an error among them is thrown.</summary>
    public async IAsyncEnumerable<JsonDocument> StreamAsync(string path, JsonObject body, string model, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = Post(path, body);
        using var response = await SendAsync(request, model, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var lines = new LineReader(stream);
        while (true)
        {
            JsonDocument line;
            try
            {
                if (await lines.NextAsync(cancellation) is not { } bytes) yield break;
                if (bytes.Span.Trim(" \r\t"u8).IsEmpty) continue;
                line = JsonDocument.Parse(bytes);
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                throw OllamaFailures.New(ProviderFailure.Dropped, "The connection to Ollama ended in the middle of its answer.", error);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException)
            {
                throw OllamaFailures.New(ProviderFailure.BadAnswer, "What came from Ollama is not what its protocol says. Look whether it is an Ollama that answers at " + options.OllamaHost + ".", error);
            }

            if (line.RootElement.ValueKind != JsonValueKind.Object)
            {
                line.Dispose();
                throw OllamaFailures.New(ProviderFailure.BadAnswer, $"What came from {options.OllamaHost} is not what Ollama's protocol says.");
            }

            if (line.RootElement.Text("error") is { } told)
            {
                line.Dispose();
                throw OllamaFailures.Of(HttpStatusCode.OK, told, model, options.OllamaHost);
            }

            yield return line;
        }
    }

    private static HttpRequestMessage Post(string path, JsonObject body) => new(HttpMethod.Post, path) { Content = Json(body) };

    private static ByteArrayContent Json(JsonObject body)
    {
        var content = new ByteArrayContent(OllamaRequest.Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<JsonDocument> ReadAsync(HttpRequestMessage request, string? model, CancellationToken cancellation)
    {
        using (request)
        {
            using var response = await SendAsync(request, model, cancellation);
            try
            {
                var document = JsonDocument.Parse(await BytesAsync(response, MostBytes, cancellation));
                if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
                document.Dispose();
                throw new JsonException("no object");
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                throw OllamaFailures.New(ProviderFailure.Dropped, "The connection to Ollama ended in the middle of its answer.", error);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException)
            {
                throw OllamaFailures.New(ProviderFailure.BadAnswer, $"What answers at {options.OllamaHost} does not speak as Ollama does. `cortex models` shows where it is looked for; CORTEX_OLLAMA_HOST changes that.", error);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? model, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw OllamaFailures.OfConnection(error, options.OllamaHost);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            var told = "";
            try
            {
                told = OllamaFailures.Told(await BytesAsync(response, MostErrorBytes, cancellation));
            }
            catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException)
            {
                // The status says enough.
            }

            throw OllamaFailures.Of(response.StatusCode, told, model, options.OllamaHost, RetryAfter.Parse(response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null, options.Time));
        }
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (read.Length + count > most) throw new InvalidDataException($"The answer is longer than {most:N0} bytes.");
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
