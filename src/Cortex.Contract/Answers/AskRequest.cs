using Cortex.Contract.Search;

namespace Cortex.Contract.Answers;

public sealed record AskRequest
{
    /// <summary>Up to 10,000 characters.</summary>
    public required string Question { get; init; }
    public SearchFilters? Filters { get; init; }
}
