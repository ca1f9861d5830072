using System.Text.Json.Serialization;

namespace Cortex.Contract.Items;

[JsonConverter(typeof(JsonStringEnumConverter<ContentType>))]
public enum ContentType
{
    [JsonStringEnumMemberName("webpage")] Webpage,
    [JsonStringEnumMemberName("note")] Note,
    [JsonStringEnumMemberName("file")] File,
}

/// <summary>The sum of an item's stages: failed if one failed, completed when all are done.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcessingStatus>))]
public enum ProcessingStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("processing")] Processing,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("failed")] Failed,
}

[JsonConverter(typeof(JsonStringEnumConverter<StageStatus>))]
public enum StageStatus
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("skipped")] Skipped,
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>Where one stage of an item's processing stands, and why when it was skipped or failed.</summary>
public sealed record StageState(StageStatus Status, string? Reason);
