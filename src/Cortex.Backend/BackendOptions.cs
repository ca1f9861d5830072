using Cortex.Backend.Page;

namespace Cortex.Backend;

/// <summary>How `cortex serve` was asked to run.</summary>
public sealed record BackendOptions
{
    /// <summary>The web UI; null: the plain page in its place.</summary>
    internal WebPack? Web { get; init; } = WebPack.Embedded;

    /// <summary>0: a free one.</summary>
    public int Port { get; init; } = 8742;

    /// <summary>Also listen on [::1].</summary>
    public bool IPv6 { get; init; }

    /// <summary>Off for trusted tools; the checks of Host and Origin stay on.</summary>
    public bool RequireToken { get; init; } = true;

    /// <summary>Whether this process works the queue.</summary>
    public bool RunJobs { get; init; } = true;
}
