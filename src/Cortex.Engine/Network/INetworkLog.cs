namespace Cortex.Engine.Network;

/// <summary>Told of every request that leaves this machine. The one place where what went out can be counted and shown.</summary>
public interface INetworkLog
{
    void Record(OutboundRequest request);
}

/// <param name="Host">With the port, where it is not the scheme's.</param>
/// <param name="Sent">Bytes of the body.</param>
/// <param name="Received">Bytes of the answer's body, unpacked.</param>
/// <param name="Status">Of the answer; null where none came.</param>
public sealed record OutboundRequest(DateTimeOffset At, string Host, NetworkPurpose Purpose, long Sent, long Received, int? Status);

/// <summary>What a request is for.</summary>
public enum NetworkPurpose { Page, Robots, Chat, Embedding, Models, ModelPull, KeyCheck }
