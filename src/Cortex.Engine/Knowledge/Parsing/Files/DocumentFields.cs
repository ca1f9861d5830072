using System.Globalization;
using System.Text.Json;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>What a document says of itself: its title, and the metadata under the names that all readers share.</summary>
internal sealed class DocumentFields
{
    private const int MaxValue = 2000;
    private readonly Dictionary<string, JsonElement> _fields = [];
    private readonly List<string> _authors = [];

    public DocumentFields(string mediaType) => Add("media_type", mediaType);

    public string? Title { get; set; }

    public void Add(string name, string? value)
    {
        if (Line(value) is { } line)
        {
            _fields.TryAdd(name, JsonText.Element(line));
        }
    }

    public void Add(string name, JsonElement value) => _fields.TryAdd(name, value);

    public void Add(string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        Add(name, JsonText.Element(json =>
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteStringValue(SourceText.WellFormed(value));
            }

            json.WriteEndArray();
        }));
    }

    public void AddAuthor(string? name)
    {
        if (Line(name) is { } author && !_authors.Contains(author) && _authors.Count < 50)
        {
            _authors.Add(author);
        }
    }

    /// <summary>Kept where it is a date, in ISO 8601 and as precise as stated.</summary>
    public void AddDate(string name, string? stated)
    {
        stated = stated?.Trim();
        if (stated is { Length: 4 } && stated.All(char.IsAsciiDigit))
        {
            Add(name, stated);
        }
        else if (DateTimeOffset.TryParse(stated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            Add(name, stated!.Contains(':') ? date.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    /// <exception cref="CortexException"><see cref="ErrorCode.NoText"/>, or too much of it</exception>
    public FileContent Finish(BlockWriter writer, string? firstHeading = null, bool mayBeEmpty = false)
    {
        FileLimits.Check(writer);
        if (_authors.Count > 0)
        {
            Add("byline", string.Join(", ", _authors));
        }

        var (text, blocks) = writer.Finish();
        return blocks.Count == 0 && !mayBeEmpty
            ? throw new CortexException(ErrorCode.NoText, "The document has no text in it.")
            : FileContent.Of(new ParsedDocument { Title = TitleOf(firstHeading), Text = text, Blocks = blocks, Metadata = _fields });
    }

    /// <summary>Programs write the file's name or their own into the title where its author wrote none.</summary>
    private string? TitleOf(string? firstHeading)
    {
        var title = Line(Title);
        var isMade = title is null or { Length: < 2 } || title.StartsWith("Microsoft Word - ", StringComparison.Ordinal) || title.Equals("untitled", StringComparison.OrdinalIgnoreCase)
            || title.Equals("Word Document", StringComparison.OrdinalIgnoreCase) || title.StartsWith("PowerPoint ", StringComparison.Ordinal)
            || Path.GetExtension(title) is ".doc" or ".docx" or ".odt" or ".dvi" or ".tex" or ".pdf" or ".indd" or ".qxd" or ".rtf" or ".ps" or ".html";
        return isMade ? Line(firstHeading) : title;
    }

    private static string? Line(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var line = new BlockWriter();
        line.Write(value.AsSpan(0, Math.Min(value.Length, MaxValue)));
        return line.Finish().Text is { Length: > 0 } text ? text : null;
    }
}
