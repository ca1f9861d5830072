namespace Cortex.Contract.Status;

/// <summary>What left this machine, the newest first.</summary>
/// <param name="Total">Of all that are kept.</param>
/// <param name="Requests">The newest of them.</param>
public sealed record NetworkReport(long Total, IReadOnlyList<NetworkRequest> Requests);

/// <param name="At">When it was sent.</param>
/// <param name="Host">With the port, where it is not the scheme's.</param>
/// <param name="Purpose">page, robots, chat, embedding, models, model_pull, key_check.</param>
/// <param name="Sent">Bytes of the body.</param>
/// <param name="Received">Bytes of the answer's body, unpacked.</param>
/// <param name="Status">Of the answer; null where none came.</param>
public sealed record NetworkRequest(DateTime At, string Host, string Purpose, long Sent, long Received, int? Status);
