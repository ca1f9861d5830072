using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cortex.Cli.Output;

/// <summary>What <c>cortex --help</c> prints: the verbs by what a person wants to do, a line each. A verb's own help is the library's.</summary>
internal sealed class RootHelp(RootCommand root, HelpAction verbHelp) : SynchronousCommandLineAction
{
    private static readonly (string Title, string[] Verbs)[] Groups =
    [
        ("Bring in", ["add", "import", "sync", "sources"]),
        ("Find", ["search", "ask", "list", "similar", "connections", "duplicates", "digest"]),
        ("Use what was found, by its number or id", ["show", "open", "tag", "rm", "restore"]),
        ("Server and background", ["serve", "status", "pause", "resume", "index", "retry", "models"]),
        ("Keep safe and take out", ["backup", "restore", "export", "token"]),
    ];

    // Of use to who works on the program.
    private static readonly string[] Unlisted = ["contract"];

    // Help is given for a command that lacks something, too.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command != root) return verbHelp.Invoke(parseResult);
        foreach (var line in Lines()) Terminal.Line(line);
        return ExitCode.Done;
    }

    private IEnumerable<string> Lines()
    {
        yield return "Cortex keeps what you read and write, finds it, and answers from it with";
        yield return "citations. Everything stays on this machine.";
        yield return "";
        yield return "  cortex                    open the library's page";
        yield return "  cortex VERB --help        what a verb takes";
        yield return "  cortex VERB … --json      one JSON document in place of words";
        var grouped = Groups.SelectMany(group => group.Verbs).ToHashSet(StringComparer.Ordinal);
        var others = root.Subcommands.Select(verb => verb.Name).Where(name => !grouped.Contains(name) && !Unlisted.Contains(name, StringComparer.Ordinal)).ToArray();
        foreach (var (title, verbs) in others.Length == 0 ? Groups : [.. Groups, ("More", others)])
        {
            var there = verbs.Select(name => root.Subcommands.FirstOrDefault(verb => verb.Name == name)).OfType<Command>().ToList();
            if (there.Count == 0) continue;
            yield return "";
            yield return Terminal.Bold(title);
            foreach (var verb in there) yield return $"  {verb.Name,-11} {FirstSentence(verb)}";
        }
    }

    private static string FirstSentence(Command verb)
    {
        var text = verb.Description ?? "";
        var end = text.IndexOfAny(['.', ':', ';']);
        return end < 0 ? text : text[..end];
    }
}
