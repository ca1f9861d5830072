using Cortex.Contract.Status;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Network;

/// <summary>Keeps what left this machine in the library, the newest ten thousand.</summary>
public sealed class NetworkLog(Database database) : INetworkLog
{
    private const int Kept = 10_000;

    // Recorded on the way of a request: it does not wait for the disk, and a library that cannot be written is no reason to fail it.
    public void Record(OutboundRequest request) => _ = WriteAsync(request);

    /// <summary>The newest first.</summary>
    public (IReadOnlyList<OutboundRequest> Requests, long Total) List(int limit) => database.ReadSnapshot(db => (
        (IReadOnlyList<OutboundRequest>)db.Query("SELECT at, host, purpose, sent, received, status FROM network_requests ORDER BY id DESC LIMIT ?1",
            row => new OutboundRequest(row.Time(0), row.Text(1), WireName.Parse<NetworkPurpose>(row.Text(2)), row.Long(3), row.Long(4), (int?)row.LongOrNull(5)), limit),
        db.Long("SELECT count(*) FROM network_requests") ?? 0));

    public NetworkReport Report(int limit)
    {
        var (requests, total) = List(limit);
        return new NetworkReport(total, [.. requests.Select(request => new NetworkRequest(request.At.UtcDateTime, request.Host, WireName.Of(request.Purpose), request.Sent, request.Received, request.Status))]);
    }

    private async Task WriteAsync(OutboundRequest request)
    {
        try
        {
            await database.Writer.RunAsync(Durability.Derived, db =>
            {
                db.Execute("INSERT INTO network_requests (at, host, purpose, sent, received, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    request.At.ToUnixTimeMilliseconds(), request.Host, WireName.Of(request.Purpose), request.Sent, request.Received, request.Status);
                db.Execute("DELETE FROM network_requests WHERE id <= (SELECT max(id) FROM network_requests) - ?1", Kept);
            });
        }
        catch (Exception error) when (error is CortexException or ObjectDisposedException)
        {
            // The health of the library is told elsewhere.
        }
    }
}
