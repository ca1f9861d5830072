using System.Text.Json.Serialization;

namespace Cortex.Contract.Items;

[JsonConverter(typeof(WireEnumConverter<ContentType>))]
public enum ContentType
{
    Webpage,
    Note,
    File,
}

/// <summary>The sum of an item's stages: failed if one failed, completed when all are done.</summary>
[JsonConverter(typeof(WireEnumConverter<ProcessingStatus>))]
public enum ProcessingStatus
{
    Pending,
    Processing,
    Completed,
    Failed,
}

[JsonConverter(typeof(WireEnumConverter<StageStatus>))]
public enum StageStatus
{
    Waiting,
    Running,
    Done,
    Skipped,
    Failed,
}

/// <summary>Where one stage of an item's processing stands, and why when it was skipped or failed.</summary>
public sealed record StageState(StageStatus Status, string? Reason);
