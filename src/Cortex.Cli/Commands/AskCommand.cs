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
        return new Command("ask", "Answer a question from the library; every sentence says where it stands.") { question }.OnEngine(Verb.JsonOption(), (parsed, engine, json, _) =>
        {
            var answer = engine.Answers.Ask(new AskRequest { Question = string.Join(' ', parsed.GetValue(question)!) });
            if (json)
            {
                Terminal.Json(answer, CortexJson.Wire.AskAnswer);
                return Task.FromResult(ExitCode.Done);
            }

            Print(answer);
            Remembering.Keep(engine, string.Join(' ', parsed.GetValue(question)!), answer);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void Print(AskAnswer answer)
    {
        if (!answer.Answered)
        {
            Terminal.Line(answer.Answer);
            return;
        }

        foreach (var sentence in answer.Sentences) Terminal.Line($"{Terminal.Clean(sentence.Text)} {Terminal.Bold(string.Concat(sentence.Citations.Select(n => $"[{n}]")))}");
        Terminal.Line();
        foreach (var citation in answer.Citations)
            Terminal.Line($"{Terminal.Bold($"[{citation.N}]")} {Terminal.Clean(citation.Title)}{(citation.Page is { } page ? $", p. {page}" : "")}  {Terminal.Dim($"{citation.ItemId} {citation.Start}–{citation.End}")}");
        Terminal.Line();
        if (answer.AnsweredBy == AnswerEngine.Extractive) Terminal.Line(Terminal.Dim("These are sentences of your library, word for word; no model wrote them."));
        CoverageNote.Print(answer.Coverage);
    }
}
