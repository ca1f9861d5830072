using System.CommandLine;
using Cortex.Cli.Output;
using Cortex.Cli.Results;
using Cortex.Contract;
using Cortex.Contract.Answers;
using Cortex.Engine.Answers;

namespace Cortex.Cli.Commands;

internal static class AskCommand
{
    public static Command Create()
    {
        var question = new Argument<string[]>("question") { Description = "A question in plain words.", Arity = ArgumentArity.OneOrMore };
        return new Command("ask", "Answer a question from the library; every sentence says where it stands.") { question }.OnEngine(Verb.JsonOption(), async (parsed, engine, json, cancellation) =>
        {
            var answer = await engine.Answers.AskAsync(new AskRequest { Question = string.Join(' ', parsed.GetValue(question)!) }, cancellation);
            if (json)
            {
                Terminal.Json(answer, CortexJson.Wire.AskAnswer);
                return ExitCode.Done;
            }

            Print(answer);
            Remembering.Keep(engine, string.Join(' ', parsed.GetValue(question)!), answer);
            return ExitCode.Done;
        });
    }

    private static void Print(AskAnswer answer)
    {
        if (answer.Sentences.Count == 0)
        {
            Terminal.Line(Terminal.Clean(answer.Answer));
            PrintNotice(answer);
            return;
        }

        foreach (var sentence in answer.Sentences) Terminal.Line($"{Terminal.Clean(sentence.Text)} {Terminal.Bold(string.Concat(sentence.Citations.Select(n => $"[{n}]")))}{(sentence.Supported == false ? Terminal.Red(" (no passage says this)") : "")}");
        Terminal.Line();
        foreach (var citation in answer.Citations)
            Terminal.Line($"{Terminal.Bold($"[{citation.N}]")} {Terminal.Clean(citation.Title)}{(citation.Page is { } page ? $", p. {page}" : "")}  {Terminal.Dim($"{citation.ItemId} {citation.Start}–{citation.End}")}");
        Terminal.Line();
        if (answer.AnsweredBy == AnswerEngine.Extractive) Terminal.Line(Terminal.Dim("These are sentences of your library, word for word; no model wrote them."));
        else Terminal.Line(Terminal.Dim($"Written by {Terminal.Clean(answer.AnsweredBy)}; each sentence was held against the passage that it cites."));
        PrintNotice(answer);
        CoverageNote.Print(answer.Coverage);
    }

    private static void PrintNotice(AskAnswer answer)
    {
        if (answer.Notice is { } notice) Terminal.Line(Terminal.Dim(Terminal.Clean(notice)));
    }
}
