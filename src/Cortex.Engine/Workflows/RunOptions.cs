using Cortex.Contract.Workflows;

namespace Cortex.Engine.Workflows;

/// <summary>What a run is about, and who watches.</summary>
public sealed record RunOptions
{
    /// <summary>What it works on, such as an item's id. A run of the same graph and subject that is not done is ended by a new one.</summary>
    public string? Subject { get; init; }

    /// <summary>Of the subject.</summary>
    public long? Revision { get; init; }

    /// <summary>Of a new run; null: it is given one.</summary>
    public string? Id { get; init; }

    /// <summary>The id of a run that is to go on from its last checkpoint; another version of the graph starts it again from the first node.</summary>
    public string? Resume { get; init; }

    /// <summary>A node of the graph itself before which the run stops, to be gone on with by another job; null: it goes to its end.</summary>
    public string? StopBefore { get; init; }

    /// <summary>Told on whatever thread it happens; must be quick and not throw.</summary>
    public Action<WorkflowEvent>? Listener { get; init; }
}
