using Cortex.Contract.Items;
using Cortex.Engine.Jobs;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>An item about to be captured: validated, every default filled in.</summary>
public sealed record NewItem
{
    public required string Content { get; init; }

    /// <summary>Null: derived from the content.</summary>
    public string? Title { get; init; }
    public ContentType ContentType { get; init; } = ContentType.Note;
    public DocumentFormat Format { get; init; } = DocumentFormat.Markdown;

    /// <summary>Of source code, where it is known.</summary>
    public string? Language { get; init; }
    public string? SourceUrl { get; init; }
    public string Source { get; init; } = "api";

    /// <summary>The identity of an import: a file's path or a page's URL. Null for what was captured by hand: each capture creates.</summary>
    public string? SourceKey { get; init; }
    /// <summary>The identity that it had, where its move was seen.</summary>
    public string? MovedFrom { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A JSON object as text.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>The fields of the metadata that are this source's to write; others, of an item that is there, stay. Null: all are.</summary>
    public IReadOnlyCollection<string>? OwnMetadata { get; init; }

    /// <summary>Null: a new one. Given by what was in a library before.</summary>
    public string? Id { get; init; }

    /// <summary>When it was captured where it comes from; null: now.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>Null: as <see cref="CreatedAt"/>.</summary>
    public DateTime? UpdatedAt { get; init; }
    public DateTime? OpenedAt { get; init; }
    public bool Starred { get; init; }

    /// <summary>The document as it came, where no file of the user's holds it.</summary>
    public OriginalFile? Original { get; init; }

    /// <summary>Higher is processed first.</summary>
    public int Priority { get; init; }

    /// <summary>The title that was sent, or one derived from the content.</summary>
    public string EffectiveTitle => Title ?? QuickTitle.Of(Content, Format, SourceName.Of(SourceKey));

    /// <summary>The item as it stands in the library at the moment of its capture, every stage waiting.</summary>
    internal Item AsCaptured(string id, DateTime time) => new()
    {
        Id = id,
        Version = 1,
        Title = EffectiveTitle,
        Content = Content,
        ContentType = ContentType,
        SourceUrl = SourceUrl,
        Source = Source,
        Tags = Tags,
        Metadata = MetadataMerge.Of(Metadata, extracted: null),
        ProcessingStatus = ProcessingStatus.Pending,
        Stages = Stage.All.ToDictionary(stage => stage, _ => new StageState(StageStatus.Waiting, Reason: null), StringComparer.Ordinal),
        Error = null,
        Starred = Starred,
        OpenedAt = OpenedAt,
        CreatedAt = CreatedAt ?? time,
        UpdatedAt = UpdatedAt ?? CreatedAt ?? time,
        VanishedAt = null,
        Revision = 1,
        Text = "",
        Blocks = [],
        Chunks = [],
        Original = Original is { } original ? new ItemOriginal(original.Name, original.MediaType, original.Bytes.Length) : null,
        NearDuplicates = [],
        Extraction = null,
    };
}
