using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Which items to list.</summary>
public sealed record ItemQuery
{
    public long Offset { get; init; }
    public int Limit { get; init; } = 20;
    public ContentType? Type { get; init; }
    public ProcessingStatus? Status { get; init; }
    public string? Tag { get; init; }
    public string? Source { get; init; }
    public bool? Starred { get; init; }
    public DateTime? After { get; init; }
    public DateTime? Before { get; init; }
    public ItemSort Sort { get; init; }
}
