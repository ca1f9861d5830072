using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cortex.Backend.Problems;

/// <summary>Reads a JSON body: 415 for another media type, 400 for what is no JSON, 422 with the field for what is no such request.</summary>
internal static class JsonBody
{
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class
    {
        if (!IsJson(http.Request))
            throw new CortexException(ErrorCode.UnsupportedMediaType, "Send the body as application/json.");
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted)
                ?? throw CortexException.Invalid("", "Must be an object.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Explain(error);
        }
    }

    public static T Read<T>(JsonElement element, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return element.Deserialize(type) ?? throw CortexException.Invalid("", "Must be an object.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Explain(error);
        }
    }

    private static bool IsJson(HttpRequest request) => request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    // The reader's own errors mean that it is no JSON; the others that a value is of another type than asked.
    private static CortexException Explain(Exception exception)
    {
        if (IsNoText(exception) || exception is not JsonException error) return CortexException.NoText(exception);
        if (error.InnerException is JsonException || error.GetType() != typeof(JsonException))
            return new CortexException(ErrorCode.MalformedJson, $"Not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine}.", error);
        var missing = MissingProperties(error.Message);
        if (missing.Count > 0) return CortexException.Invalid([.. missing.Select(name => new FieldError(name, "Is required."))]);
        var field = (error.Path ?? "$").TrimStart('$').TrimStart('.');
        return CortexException.Invalid(field, "Has a value of the wrong type.");
    }

    // Half a surrogate pair in an escape, or bytes that are no UTF-8: the reader tells both by its message alone.
    private static bool IsNoText(Exception error) => (error as InvalidOperationException ?? error.InnerException as InvalidOperationException)?.Message.Contains("UTF-16", StringComparison.Ordinal) == true;

    // "… missing required properties including: 'a', 'b'." is the only form in which System.Text.Json tells them.
    private static List<string> MissingProperties(string message)
    {
        var at = message.IndexOf("required properties", StringComparison.Ordinal);
        if (at < 0) return [];
        return [.. message[at..].Split('\'').Where((_, index) => index % 2 == 1)];
    }
}
