using Cortex.Contract.Workflows;
using Cortex.Engine.Workflows.Checkpoints;
using Cortex.Engine.Workflows.Running;

namespace Cortex.Engine.Workflows;

/// <summary>
/// Runs graphs, inside a job or a request that owns the run: it alone decides when one is gone on with, and that no other does so
/// at the same time.
/// </summary>
/// <param name="random">0 to 1, for the pauses between attempts.</param>
/// <param name="results">Where results of nodes are kept for other runs; null: nowhere.</param>
/// <param name="listener">Told of every run.</param>
public sealed class WorkflowRunner(TimeProvider time, Func<double> random, NodeResults? results = null, Action<WorkflowEvent>? listener = null)
{
    /// <summary>Runs a graph from its first node, or a run that was begun before from where it was, until it is completed, failed, waits or is cancelled.</summary>
    /// <param name="state">To begin with; not used where there is a checkpoint to go on from.</param>
    /// <exception cref="CortexException">the run cannot be begun: the database, or a run to be resumed that is unknown, completed or replaced by a newer one</exception>
    public async Task<RunResult<TState>> RunAsync<TState>(Graph<TState> graph, TState state, ICheckpoints checkpoints, RunOptions? options = null, CancellationToken cancellation = default) where TState : class
    {
        options ??= new RunOptions();
        var id = options.Resume ?? options.Id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var run = new Execution(id, graph.Name, options.Subject, checkpoints, results, time, random, listener + options.Listener, cancellation);
        run.Restore(await checkpoints.BeginAsync(new RunStart(id, graph.Name, graph.Version, options.Subject, options.Revision, options.Resume is not null, time.GetUtcNow())));
        run.Tell(new RunStarted { RunId = id, Graph = graph.Name, Subject = options.Subject });
        try
        {
            var result = await new Frame<TState>(run, graph, "", graph.Start, options.StopBefore ?? GraphEnds.End).RunAsync(state);
            if (options.StopBefore is { } later && !run.HasEnded)
            {
                await checkpoints.EndAsync(run.End(WorkflowStatus.Waiting));
                return Ended(run, new RunResult<TState>(id, WorkflowStatus.Waiting, result, $"It goes on with {later}.", Error: null));
            }

            // A run that was begun from a last checkpoint has nothing left to write its end with.
            if (!run.HasEnded) await checkpoints.EndAsync(run.End(WorkflowStatus.Completed));
            return Ended(run, new RunResult<TState>(id, WorkflowStatus.Completed, result, Question: null, Error: null));
        }
        catch (Interrupt question)
        {
            await checkpoints.EndAsync(run.End(WorkflowStatus.Waiting, question: question));
            return Ended(run, new RunResult<TState>(id, WorkflowStatus.Waiting, State: null, question.Question, Error: null));
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return await StoppedAsync<TState>(run, WorkflowStatus.Cancelled, error);
        }
        catch (Exception error)
        {
            return await StoppedAsync<TState>(run, WorkflowStatus.Failed, error is CheckpointException { InnerException: { } cause } ? cause : error);
        }
    }

    private static async Task<RunResult<TState>> StoppedAsync<TState>(Execution run, WorkflowStatus status, Exception error) where TState : class
    {
        try
        {
            await run.Checkpoints.EndAsync(run.End(status, status == WorkflowStatus.Failed ? error.Message : null));
        }
        catch (Exception untold) when (untold is CortexException or ObjectDisposedException)
        {
            // What stopped it is told; the run shows as one that was cut off, and goes on like one.
        }

        return Ended(run, new RunResult<TState>(run.Id, status, State: null, Question: null, error));
    }

    private static RunResult<TState> Ended<TState>(Execution run, RunResult<TState> result) where TState : class
    {
        run.Tell(new RunEnded { RunId = run.Id, Graph = run.Graph, Subject = run.Subject, Status = result.Status, Question = result.Question, Error = result.Error is null ? null : Secrets.SecretText.Redact(result.Error.Message) });
        return result;
    }
}
