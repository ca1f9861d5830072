namespace Cortex.Contract.Search;

/// <summary>A search that a person keeps under a name.</summary>
public sealed record SavedSearch(string Id, string Name, string Query, SearchFilters? Filters, DateTime CreatedAt);

/// <param name="Name">The query unless said; up to 200 characters.</param>
/// <param name="Query">As a search takes it; may be empty where there are filters.</param>
/// <param name="Filters">None unless said.</param>
public sealed record SaveSearchRequest(string Query, string? Name = null, SearchFilters? Filters = null);

/// <summary>By name.</summary>
public sealed record SavedSearchList(IReadOnlyList<SavedSearch> Searches);
