using Cortex.Engine.Answers.Generation;
using Cortex.Engine.Workflows;

namespace Cortex.Engine.Answers.Graph;

/// <summary>
/// How a question is answered: retrieve, grade, other words where nothing fits, write, hold each sentence against its passage, have those without support
/// written anew once, and keep the answer.
/// </summary>
internal static class AnswerGraph
{
    public const string Name = "rag_chat";

    // Another shape of the graph or of its state is another version: runs of an older one begin again.
    private const int Version = 1;

    public const int MostRewrites = 2;
    private const string Resolve = "resolve", Retrieve = "retrieve", Grade = "grade", Rewrite = "rewrite", Generate = "generate", Check = "check", Correct = "correct", Answer = "answer";

    public static Graph<AnswerState> Build(AnswerNodes nodes) => new GraphBuilder<AnswerState>(Name, Version, AnswerJson.Default.AnswerState)
        .Node(Resolve, nodes.Resolve)
        .Node(Retrieve, nodes.Retrieve)
        .Node(Grade, nodes.GradeAsync)
        .Node(Rewrite, nodes.RewriteAsync)
        .Node(Generate, nodes.GenerateAsync)
        .Node(Check, nodes.Check)
        .Node(Correct, nodes.CorrectAsync)
        .Node(Answer, nodes.Answer)
        .Edge(Resolve, Retrieve)
        .Edge(Retrieve, Grade)
        .Branch(Grade, state => state.Relevant.Count > 0 ? Generate : state.Rewrites < MostRewrites ? Rewrite : Answer, Generate, Rewrite, Answer)
        .Branch(Rewrite, state => state.Rewrites <= MostRewrites ? Retrieve : Answer, Retrieve, Answer)
        .Branch(Generate, state => state.Draft is null || AnswerPrompt.IsNotFound(state.Draft) ? Answer : Check, Answer, Check)
        .Branch(Check, state => state.NeedsCorrection ? Correct : Answer, Correct, Answer)
        .Edge(Correct, Check)
        .Edge(Answer, GraphEnds.End)
        .Repeat(Retrieve, MostRewrites + 1)
        .Repeat(Check, 2)
        .Build();
}
