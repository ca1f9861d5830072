using Cortex.Contract.Processing;
using Cortex.Contract.Search;
using Cortex.Contract.Sources;

namespace Cortex.Contract.Status;

/// <summary>What <c>cortex status --json</c> prints.</summary>
public sealed record StatusReport(string Version, DatabaseStatus Database, QueueStatus Queue, BackendStatus Backend, IReadOnlyList<Notice> Notices, IReadOnlyList<SourceStatus> Sources);

/// <summary>The running server of this library, if there is one.</summary>
public sealed record BackendStatus(bool Running, string? Url, int? ProcessId);

/// <summary>What <c>cortex token --json</c> prints.</summary>
public sealed record TokenReport(string Token);

/// <summary>What <c>cortex serve --json</c> prints when it is ready.</summary>
public sealed record ServeReport(string Url, string SignInUrl, int Port, int ProcessId);

/// <summary>What <c>cortex serve --stop --json</c> prints: the processes that were stopped; none when no server ran.</summary>
public sealed record StopReport(IReadOnlyList<int> ProcessIds);
