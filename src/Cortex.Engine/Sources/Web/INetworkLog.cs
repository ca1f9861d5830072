namespace Cortex.Engine.Sources.Web;

/// <summary>Told of every request that leaves this machine. The one place where what went out can be counted and shown.</summary>
public interface INetworkLog
{
    void Record(OutboundRequest request);
}

/// <param name="Bytes">Received, unpacked.</param>
/// <param name="Status">Of the answer; null where none came.</param>
public sealed record OutboundRequest(DateTimeOffset At, string Host, NetworkPurpose Purpose, long Bytes, int? Status);

public enum NetworkPurpose { Page, Robots }

/// <summary>Keeps nothing.</summary>
public sealed class NoNetworkLog : INetworkLog
{
    public static NoNetworkLog Instance { get; } = new();

    public void Record(OutboundRequest request)
    {
    }
}
