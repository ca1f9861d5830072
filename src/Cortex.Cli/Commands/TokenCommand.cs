using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class TokenCommand
{
    public static Command Create()
    {
        var rotate = new Command("rotate", "Make a new token: every browser is signed out and open sockets close.").OnEngine(Verb.JsonOption(), (_, engine, json, _) =>
        {
            var token = AccessToken.Rotate(engine.Database);
            if (json) Terminal.Json(new TokenReport(token.Value), CortexJson.Wire.TokenReport);
            else Terminal.Line("The token is new; every browser session has ended. `cortex open` signs in again.");
            return Task.FromResult(ExitCode.Done);
        });
        var json = Verb.JsonOption();
        var command = new Command("token", "Print the token that opens this library's HTTP door.") { rotate, json };
        command.SetAction((parsed, _) => Verb.GuardAsync(parsed.GetValue(json), () =>
        {
            var token = AccessToken.Load(LibraryFolder.Default()).Value;
            if (parsed.GetValue(json)) Terminal.Json(new TokenReport(token), CortexJson.Wire.TokenReport);
            else Terminal.Line(token);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
