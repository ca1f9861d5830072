using System.Text.Json;
using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>What the doors may send. Collects every fault, so that a person mends them at once.</summary>
public static class ItemValidation
{
    public const int MaxTitle = 10_000, MaxTag = 200, MaxTags = 200, MaxUrl = 20_000, MaxSource = 500;

    public static NewItem Validate(CreateItemRequest request)
    {
        var errors = new List<FieldError>();
        CheckTitle(request.Title, errors);
        if (string.IsNullOrEmpty(request.Content) && string.IsNullOrWhiteSpace(request.Title))
            errors.Add(new FieldError("content", "Must not be empty when there is no title."));
        var field = request.SourceUrl is null && request.Url is not null ? "url" : "source_url";
        var url = request.SourceUrl ?? request.Url;
        CheckUrl(url, field, errors);
        CheckSource(request.Source, errors);
        CheckTags(request.Tags, errors);
        CheckMetadata(request.Metadata, errors);
        if (errors.Count > 0) throw CortexException.Invalid(errors);
        var type = request.ContentType ?? (url is null ? ContentType.Note : ContentType.Webpage);
        return new NewItem
        {
            Content = request.Content,
            Title = string.IsNullOrEmpty(request.Title) ? null : request.Title,
            ContentType = type,
            Format = FormatOf(type, request.Content),
            SourceUrl = url,
            Source = request.Source ?? "api",
            Tags = request.Tags ?? [],
            Metadata = MetadataText(request.Metadata),
            Priority = 1,
        };
    }

    public static void Validate(UpdateItemRequest request)
    {
        var errors = new List<FieldError>();
        if (request.Carries(nameof(request.Content)) && request.Content is null) errors.Add(new FieldError("content", "Must be a string."));
        if (request.Carries(nameof(request.ContentType)) && request.ContentType is null) errors.Add(new FieldError("content_type", "Must be webpage, note or file."));
        if (request.Carries(nameof(request.Source)) && request.Source is null) errors.Add(new FieldError("source", "Must be a string."));
        if (request.Carries(nameof(request.Starred)) && request.Starred is null) errors.Add(new FieldError("starred", "Must be true or false."));
        CheckTitle(request.Title, errors);
        CheckUrl(request.SourceUrl, "source_url", errors);
        CheckUrl(request.Url, "url", errors);
        CheckSource(request.Source, errors);
        CheckTags(request.Tags, errors);
        CheckMetadata(request.Metadata, errors);
        if (errors.Count > 0) throw CortexException.Invalid(errors);
    }

    public static void ValidateTags(IReadOnlyList<string> tags)
    {
        var errors = new List<FieldError>();
        CheckTags(tags, errors);
        if (errors.Count > 0) throw CortexException.Invalid(errors);
    }

    /// <summary>Notes are Markdown, pages are HTML when they look like it, files what their content shows.</summary>
    public static DocumentFormat FormatOf(ContentType type, string content) => type switch
    {
        ContentType.Note => DocumentFormat.Markdown,
        _ when LooksLikeHtml(content) => DocumentFormat.Html,
        ContentType.Webpage => DocumentFormat.Markdown,
        _ => DocumentFormat.Text,
    };

    public static string MetadataText(JsonElement? metadata) =>
        metadata is { ValueKind: JsonValueKind.Object } value ? value.GetRawText() : "{}";

    private static bool LooksLikeHtml(string content) => content.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal);

    private static void CheckTitle(string? title, List<FieldError> errors)
    {
        if (title?.Length > MaxTitle) errors.Add(new FieldError("title", $"Must have at most {MaxTitle:N0} characters."));
    }

    // Only addresses that a page may link to: no javascript:, data: or file:.
    private static void CheckUrl(string? url, string field, List<FieldError> errors)
    {
        if (url is null) return;
        if (url.Length > MaxUrl) errors.Add(new FieldError(field, $"Must have at most {MaxUrl:N0} characters."));
        else if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            errors.Add(new FieldError(field, "Must be an absolute http or https URL."));
    }

    private static void CheckSource(string? source, List<FieldError> errors)
    {
        if (source is { Length: > MaxSource }) errors.Add(new FieldError("source", $"Must have at most {MaxSource} characters."));
    }

    private static void CheckTags(IReadOnlyList<string>? tags, List<FieldError> errors)
    {
        if (tags is null) return;
        if (tags.Count > MaxTags) errors.Add(new FieldError("tags", $"Must be at most {MaxTags} tags."));
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i] is null) errors.Add(new FieldError($"tags[{i}]", "Must be a string."));
            else if (tags[i].Length > MaxTag) errors.Add(new FieldError($"tags[{i}]", $"Must have at most {MaxTag} characters."));
        }
    }

    private static void CheckMetadata(JsonElement? metadata, List<FieldError> errors)
    {
        if (metadata is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
            errors.Add(new FieldError("metadata", "Must be an object."));
        else if (metadata is { ValueKind: JsonValueKind.Object } value)
            CheckText(value);
    }

    // The one field that is kept as raw JSON: nothing has read its strings yet.
    private static void CheckText(JsonElement metadata)
    {
        try
        {
            Visit(metadata);
        }
        catch (InvalidOperationException error)
        {
            throw CortexException.NoText(error);
        }

        static void Visit(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var each in element.EnumerateArray()) Visit(each);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Visit(property.Value);
                }
            }
        }
    }
}
