namespace Cortex.Backend.Security;

/// <summary>The port that is really listened on; known once the server has started.</summary>
internal sealed class ServerAddress
{
    public int Port { get; set; }
}
