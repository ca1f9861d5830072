namespace Cortex.Engine.Jobs;

/// <summary>A stage of an item that this process has taken on. <see cref="Attempt"/> counts from 1.</summary>
public sealed record LeasedJob(long ItemPk, string ItemId, string Stage, long Revision, int Attempt, string Owner);
