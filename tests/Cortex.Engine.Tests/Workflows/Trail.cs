using System.Text.Json.Serialization;

namespace Cortex.Engine.Tests.Workflows;

/// <summary>The state of the tests' graphs: the nodes that it came by.</summary>
internal sealed record Trail(string Log)
{
    public Trail Add(string node) => new(Log + node + " ");

    /// <summary>What came in each branch, in their order.</summary>
    public static Trail Merge(Trail original, IReadOnlyList<Trail> results) => new(original.Log + "(" + string.Join("| ", results.Select(result => result.Log[original.Log.Length..])) + ") ");
}

[JsonSerializable(typeof(Trail))]
internal sealed partial class TrailJson : JsonSerializerContext;
