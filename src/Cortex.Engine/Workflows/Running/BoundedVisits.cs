using System.Globalization;

namespace Cortex.Engine.Workflows.Running;

/// <summary>Counts of nodes as a checkpoint stores them: <c>draft=2;check=1</c>.</summary>
internal static class BoundedVisits
{
    public static string? Format(IReadOnlyDictionary<string, int> visits) =>
        visits.Count == 0 ? null : string.Join(';', visits.Select(visit => string.Create(CultureInfo.InvariantCulture, $"{visit.Key}={visit.Value}")));

    public static IEnumerable<(string Node, int Count)> Parse(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(pair => (pair[0], int.Parse(pair[1], CultureInfo.InvariantCulture)));
}
