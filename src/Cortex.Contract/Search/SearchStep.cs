using System.Text.Json.Serialization;

namespace Cortex.Contract.Search;

/// <summary>How a query was read.</summary>
[JsonConverter(typeof(WireEnumConverter<SearchKind>))]
public enum SearchKind
{
    Simple,

    /// <summary>About several things: each was searched for as well.</summary>
    MultiFaceted,

    /// <summary>It says when what is sought was saved.</summary>
    Temporal,
}

/// <summary>Something that was done beyond searching for what was typed.</summary>
/// <param name="Name"><c>time</c>, <c>time_dropped</c>, <c>parts</c>, <c>spelling</c>, <c>added</c> or <c>written</c>.</param>
/// <param name="Detail">In plain words.</param>
public sealed record SearchStep(string Name, string Detail);
