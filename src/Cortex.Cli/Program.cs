using System.CommandLine;
using System.CommandLine.Help;
using Cortex.Cli.Commands;
using Cortex.Cli.Output;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Secrets;

namespace Cortex.Cli;

/// <summary>The executable: one verb a command, each a few lines over the engine.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CrashReport.Install();
        KeyEnvironment.Hide(Environment.GetEnvironmentVariable);
        var root = new RootCommand("Cortex keeps what you read and write, finds it, and answers from it with citations. Everything stays on this machine.\nWithout a verb it opens the library's page.")
        {
            ImportCommand.Create(),
            AddCommand.Create(),
            SyncCommand.Create(),
            SourcesCommand.Create(),
            SearchCommand.Create(),
            AskCommand.Create(),
            SimilarCommand.Create(),
            DigestCommand.Create(),
            DuplicatesCommand.Create(),
            ConnectionsCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            TagCommand.Create(),
            RemoveCommand.Create(),
            StatusCommand.Create(),
            IndexCommand.Create(),
            RetryCommand.Create(),
            PauseCommand.Create(),
            PauseCommand.CreateResume(),
            ModelsCommand.Create(),
            LoginCommand.Create(),
            LogoutCommand.Create(),
            ServeCommand.Create(),
            OpenCommand.Create(),
            ExportCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            TokenCommand.Create(),
            ContractCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new RootHelp(root, (HelpAction)help.Action!);
        root.SetAction((_, cancellation) => OpenCommand.RunAsync(cancellation));
        // Letters after one dash are words here: `search lease -home`, `tag 1 -home`.
        var parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(4) });
        if (arguments.Contains("--json", StringComparer.Ordinal))
        {
            Verb.Fail(json: true, new CortexException(ErrorCode.InvalidArgument, string.Join(" ", parsed.Errors.Select(error => error.Message))));
            return ExitCode.Usage;
        }

        foreach (var error in parsed.Errors) Terminal.Error(error.Message);
        Terminal.Error($"`cortex {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help` shows what can be said.");
        return ExitCode.Usage;
    }
}
