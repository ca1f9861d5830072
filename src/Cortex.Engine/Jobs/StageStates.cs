using Cortex.Contract.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Jobs;

/// <summary>Where the stages of an item stand, and what they add up to.</summary>
public static class StageStates
{
    public static IReadOnlyDictionary<string, StageState> Of(Db db, long itemPk)
    {
        var states = db.Query("SELECT stage, status, reason FROM jobs WHERE item_pk = ?1", row => (Stage: row.Text(0), State: new StageState(WireName.Parse<StageStatus>(row.Text(1)), row.TextOrNull(2))), itemPk)
            .ToDictionary(row => row.Stage, row => row.State, StringComparer.Ordinal);
        // In the order that they are done in.
        return Stage.All.Where(states.ContainsKey).ToDictionary(stage => stage, stage => states[stage], StringComparer.Ordinal);
    }

    public static ProcessingStatus Sum(IReadOnlyDictionary<string, StageState> states)
    {
        var statuses = states.Values.Select(state => state.Status).ToList();
        if (statuses.Contains(StageStatus.Failed)) return ProcessingStatus.Failed;
        if (statuses.TrueForAll(status => status is StageStatus.Done or StageStatus.Skipped)) return ProcessingStatus.Completed;
        return statuses.TrueForAll(status => status is StageStatus.Waiting) ? ProcessingStatus.Pending : ProcessingStatus.Processing;
    }

    /// <summary>Why processing failed; null when it has not.</summary>
    public static string? Error(IReadOnlyDictionary<string, StageState> states) =>
        states.Values.FirstOrDefault(state => state.Status == StageStatus.Failed)?.Reason;
}
