using Cortex.Engine.Storage;

namespace Cortex.Engine.Answers.Graph;

/// <summary>Where conversations are kept.</summary>
internal interface IAnswerStore
{
    /// <summary>The questions before one, the oldest first.</summary>
    IReadOnlyList<PastTurn> History(Db db, AnswerState state);

    /// <summary>Keeps an answer, within the transaction of its run's last checkpoint.</summary>
    void Keep(Db db, AnswerState state, string runId);
}
