using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Connections;

namespace Cortex.Cli.Commands;

internal static class ConnectionsCommand
{
    private const int MaxUnresolved = 20;

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The item, by its id." };
        return new Command("connections", "What an item links to, and what links to it.") { id }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var found = engine.Connections.Of(parsed.GetValue(id)!);
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

        if (found.Connections.Count == 0) Terminal.Line("Nothing in your library is linked with it.");
        if (found.Unresolved.Count == 0) return;
        var shown = found.Unresolved.Take(MaxUnresolved).Select(link => Terminal.Clean(link.Target));
        Terminal.Line(Terminal.Dim($"Not in your library: {string.Join(", ", shown)}{(found.Unresolved.Count > MaxUnresolved ? $" and {found.Unresolved.Count - MaxUnresolved:N0} more" : "")}"));
    }
}
