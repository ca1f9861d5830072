using Cortex.Contract.Conversations;
using Cortex.Engine.Answers;
using Cortex.Engine.Answers.Graph;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Conversations;

/// <summary>Where the graph of answers finds what was said before, and keeps what it comes to.</summary>
internal sealed class ConversationStore(Database database) : IAnswerStore
{
    public IReadOnlyList<PastTurn> History(Db db, AnswerState state) =>
    [
        .. ConversationTable.Before(db, state.ConversationId!, state.MessageId!, PastTurn.Most).Select(past => new PastTurn(past.Question, past.Asked ?? past.Question, past.Answer,
            [.. past.Details?.Citations.Select(citation => citation.Title).Distinct(StringComparer.Ordinal) ?? []], [.. past.Details?.Citations.Select(citation => citation.ChunkId).Distinct() ?? []])),
    ];

    public void Keep(Db db, AnswerState state, string runId) =>
        ConversationTable.Answer(db, state.MessageId!, MessageStatus.Completed, state.Answer!, state.Asked, notice: null, draft: null, database.Now);
}
