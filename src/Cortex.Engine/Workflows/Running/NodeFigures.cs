using Cortex.Contract.Workflows;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Workflows.Running;

/// <summary>What one run of a node costs, over its attempts.</summary>
internal sealed class NodeFigures(string node, string path, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly DateTime _startedAt = time.GetUtcNow().UtcDateTime;
    private readonly long _started = time.GetTimestamp();
    private string? _model;
    private long? _input, _output;

    public bool Cached { get; set; }
    public int Attempts { get; set; }

    public void Add(string model, long? input, long? output)
    {
        lock (_gate)
        {
            _model = model;
            if (input is { } more) _input = (_input ?? 0) + more;
            if (output is { } said) _output = (_output ?? 0) + said;
        }
    }

    public WorkflowNodeRun End(WorkflowStatus status, string? error = null)
    {
        lock (_gate)
        {
            return new WorkflowNodeRun
            {
                Node = node,
                Path = path,
                Status = status,
                StartedAt = _startedAt,
                TookMs = Math.Round(time.GetElapsedTime(_started).TotalMilliseconds, 3),
                Attempts = Attempts,
                Cached = Cached,
                Model = _model,
                InputTokens = _input,
                OutputTokens = _output,
                Error = error is null ? null : SecretText.Redact(error),
            };
        }
    }
}
