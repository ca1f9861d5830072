using System.CommandLine;
using Cortex.Backend;
using Cortex.Cli.Opening;
using Cortex.Cli.Output;
using Cortex.Cli.Serving;
using Cortex.Contract;
using Cortex.Contract.Status;
using Cortex.Engine.Access;
using Cortex.Engine.Secrets;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

internal static class OpenCommand
{
    public static Command Create()
    {
        var item = new Argument<string?>("item") { Description = "Its number in the last list or search, its id, or a part of its id. Without it the library's page opens, signed in; the server starts if none runs.", Arity = ArgumentArity.ZeroOrOne };
        var json = Verb.JsonOption();
        var command = new Command("open", "Open where an item came from; without one, the library's page. Its file opens in your editor (VISUAL, EDITOR) at the passage, a document in its program, a web page in the browser.") { item, json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(item) is { } named ? OpenItem.RunAsync(named, parsed.GetValue(json)) : RunAsync(cancellation, parsed.GetValue(json)));
        return command;
    }

    public static Task<int> RunAsync(CancellationToken cancellation, bool json = false) => Verb.GuardAsync(json, async () =>
    {
        var folder = LibraryFolder.Default();
        if (await RunningBackend.FindAsync(folder, cancellation) is { } running)
        {
            Show(new ServeReport(running.Url, $"{running.Url}#token={AccessToken.Load(folder).Value}", running.Port, running.ProcessId), json);
            return ExitCode.Done;
        }

        return await ServeCommand.RunAsync(folder, new BackendOptions { Port = ServeCommand.DefaultPort(folder) }, json, server => SystemOpener.TryOpenUrl(server.SignInUrl), cancellation);
    });

    private static void Show(ServeReport report, bool json)
    {
        var opened = SystemOpener.TryOpenUrl(report.SignInUrl);
        if (json) Terminal.Json(report, CortexJson.Wire.ServeReport);
        else if (!opened) Terminal.Line($"Cortex is ready at {report.SignInUrl}");
    }
}
