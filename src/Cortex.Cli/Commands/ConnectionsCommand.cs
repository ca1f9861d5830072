using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Connections;

namespace Cortex.Cli.Commands;

internal static class ConnectionsCommand
{
    private const int MaxUnresolved = 20;

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The item, by the number of a hit or (a part of) its id." };
        return new Command("connections", "What an item has to do with: what it links to, what links to it, and what was discovered.") { id }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var found = engine.Connections.Of(ItemReference.Resolve(engine, parsed.GetValue(id)!).ItemId);
            if (json) Terminal.Json(found, CortexJson.Wire.ConnectionsResponse);
            else Print(found);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void Print(ConnectionsResponse found)
    {
        foreach (var connection in found.Connections)
        {
            Terminal.Line($"{(connection.Direction == ConnectionDirection.Out ? "→" : "←")}  {Terminal.Bold(Terminal.Clean(connection.Title))}  {Terminal.Dim(connection.ItemId)}");
            if (connection.Evidence is [var first, ..]) Terminal.Line("     " + Terminal.Clean(first.Quote) + (connection.Evidence.Count > 1 ? Terminal.Dim($"  (and {connection.Evidence.Count - 1} more)") : ""));
        }

        foreach (var connection in found.Discovered)
        {
            Terminal.Line($"≈  {Terminal.Bold(Terminal.Clean(connection.Title))}  {connection.Strength:0.00}  {Terminal.Dim(connection.ItemId)}");
            foreach (var line in connection.Evidence.Select(Describe)) Terminal.Line("     " + line);
        }

        if (found.Connections.Count + found.Discovered.Count == 0) Terminal.Line("Nothing in your library is connected with it.");
        if (found.Unresolved.Count == 0) return;
        var shown = found.Unresolved.Take(MaxUnresolved).Select(link => Terminal.Clean(link.Target));
        Terminal.Line(Terminal.Dim($"Not in your library: {string.Join(", ", shown)}{(found.Unresolved.Count > MaxUnresolved ? $" and {found.Unresolved.Count - MaxUnresolved:N0} more" : "")}"));
    }

    private static string Describe(DiscoveredEvidence evidence) => evidence.Kind switch
    {
        EvidenceKind.Similar => $"says something alike ({evidence.Similarity:0.00}): {Terminal.Cut(Terminal.Clean(evidence.Other!.Quote.ReplaceLineEndings(" ")), Terminal.Width)}",
        EvidenceKind.SharedEntity => $"names {Terminal.Clean(evidence.Name!)} as well",
        _ => $"saved {BackgroundIndex.Span(TimeSpan.FromSeconds(evidence.SecondsApart!.Value))} apart",
    };
}
