using System.Text.Json;
using System.Text.Json.Serialization;
using Cortex.Contract.Search;
using Cortex.Engine.Knowledge;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Results;

/// <summary>
/// What a person was last shown with numbers, by this library's verbs. What a program asked for (<c>--json</c>) is not kept:
/// a script that runs meanwhile must not change what “3” means to who reads the list.
/// </summary>
/// <param name="Verb">What listed them.</param>
/// <param name="Query">What was asked for.</param>
internal sealed record LastResults(string Verb, string Query, DateTime At, IReadOnlyList<LastResult> Results)
{
    // What others write there is not ours: a hundred hits with their quotes take a fraction of it.
    private const long MaxBytes = 8 * 1024 * 1024;
    private const int MaxQuery = 200;

    public static void Keep(LibraryFolder folder, string verb, string query, DateTimeOffset now, IEnumerable<LastResult> results)
    {
        var kept = new LastResults(verb, query.Length <= MaxQuery ? query : query[..MaxQuery], now.UtcDateTime, [.. results]);
        try
        {
            LibraryFolder.WritePrivate(folder.LastResults, JsonSerializer.Serialize(kept, LastResultsJson.Default.LastResults));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A convenience: on a full disk the list itself is still worth having.
        }
    }

    /// <summary>Null when there are none, or they cannot be read.</summary>
    public static LastResults? Read(LibraryFolder folder)
    {
        try
        {
            var file = new FileInfo(folder.LastResults);
            if (!file.Exists || file.Length > MaxBytes) return null;
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), LastResultsJson.Default.LastResults);
            return read?.Results?.All(result => result?.ItemId is not null) == true ? read : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <param name="Place">The passage that was shown; null when it was the item alone.</param>
/// <param name="Marks">What of it was marked, counted from its start.</param>
internal sealed record LastResult(string ItemId, QuotedPlace? Place, IReadOnlyList<TextSpan> Marks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16)]
[JsonSerializable(typeof(LastResults))]
internal sealed partial class LastResultsJson : JsonSerializerContext;
