using System.CommandLine;
using Cortex.Backend.Problems;
using Cortex.Cli.Output;
using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Commands;

/// <summary>What all verbs share: <c>--json</c>, the library to open, and failures told once, in words or as a problem document.</summary>
internal static class Verb
{
    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document on standard output." };

    /// <summary>Gives a command its action: opens the engine, runs, maps failures to messages and exit codes.</summary>
    public static Command OnEngine(this Command command, Option<bool> json, Func<ParseResult, CortexEngine, bool, CancellationToken, Task<int>> run)
    {
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => GuardAsync(parsed.GetValue(json), async () =>
        {
            await using var engine = CortexEngine.Open(LibraryFolder.Default(), TimeProvider.System, command.Name);
            return await run(parsed, engine, parsed.GetValue(json), cancellation);
        }));
        return command;
    }

    public static async Task<int> GuardAsync(bool json, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (CortexException error)
        {
            return Fail(json, error);
        }
        catch (OperationCanceledException)
        {
            Terminal.Error("Stopped. What was done so far is kept; the same command goes on from there.");
            return ExitCode.Cancelled;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(json, new CortexException(ErrorCode.FileNotReadable, error.Message, error));
        }
        catch (Exception error)
        {
            // A defect of the program: named, without a trace that a person cannot use.
            return Fail(json, new CortexException(ErrorCode.Internal, $"This should not have happened ({error.GetType().Name}: {error.Message}).", error));
        }
    }

    /// <summary>Tells a failure once: in words on standard error, or as the one document on standard output.</summary>
    public static int Fail(bool json, CortexException error)
    {
        if (json) Terminal.Json(ProblemResult.Of(error), CortexJson.Wire.Problem);
        else Terminal.Error(error.Message);
        return ExitCode.Failed;
    }
}
