namespace Cortex.Engine.Workflows.Checkpoints;

/// <summary>Results of nodes, by the hash of all that they depend on.</summary>
public interface INodeResults
{
    byte[]? Find(byte[] key);

    ValueTask KeepAsync(byte[] key, byte[] result);
}
