using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class TokenCommand
{
    public static Command Create()
    {
        var rotate = new Command("rotate", "Make a new token: every browser is signed out and open sockets close.").OnEngine(Verb.JsonOption(), (_, engine, _, _) =>
        {
            AccessToken.Rotate(engine.Database);
            Terminal.Line("The token is new; every browser session has ended. `cortex open` signs in again.");
            return Task.FromResult(ExitCode.Done);
        });
        var command = new Command("token", "Print the token that opens this library's HTTP door.") { rotate };
        command.SetAction((_, _) => Verb.GuardAsync(json: false, () =>
        {
            Terminal.Line(AccessToken.Load(LibraryFolder.Default()).Value);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
