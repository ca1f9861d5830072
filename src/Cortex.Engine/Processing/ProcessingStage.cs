using System.Runtime.ExceptionServices;
using Cortex.Contract.Workflows;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;
using Cortex.Engine.Workflows;
using Cortex.Engine.Workflows.Checkpoints;

namespace Cortex.Engine.Processing;

/// <summary>The job of one stage: its part of the item's run, written with all its effects in the transaction that ends the job.</summary>
internal sealed class ProcessingStage(string stage, Database database, WorkflowRunner runner, WorkflowRuns runs, Graph<ProcessingState> graph) : IStageHandler
{
    public string Stage => stage;

    public StageOutcome Process(LeasedJob job, CancellationToken cancellation)
    {
        var part = new JobCheckpoints(database);
        var options = new RunOptions
        {
            Subject = job.ItemId,
            Revision = job.Revision,
            // The words are where a run begins.
            Resume = stage == Jobs.Stage.Words ? null : runs.FindUnfinished(graph.Name, job.ItemId, job.Revision),
            StopBefore = ProcessingGraph.LeftBefore(stage),
        };
        var result = runner.RunAsync(graph, new ProcessingState { ItemPk = job.ItemPk, Revision = job.Revision }, part, options, cancellation).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        if (result.Error is SupersededException superseded) return StageOutcome.Skipped(superseded.Message);
        if (result.Error is not { } error) return StageOutcome.Done(part.Apply);
        if (result.Status == WorkflowStatus.Failed) Tell(job, part);
        ExceptionDispatchInfo.Throw(error);
        throw error;
    }

    // So that the run shows it; the job has its own end.
    private void Tell(LeasedJob job, JobCheckpoints part)
    {
        try
        {
            database.Writer.Run(Durability.Derived, db =>
            {
                if (db.Long("SELECT 1 FROM jobs WHERE item_pk = ?1 AND stage = ?2 AND revision = ?3 AND lease_owner = ?4 AND status = 'running'", job.ItemPk, stage, job.Revision, job.Owner) is not null) part.Apply(db);
            });
        }
        catch (Exception untold) when (untold is CortexException or WorkflowException)
        {
            // What failed is told of by the job.
        }
    }
}
