namespace Cortex.Backend.Security;

/// <summary>Marks the few endpoints that answer without a token; a test lists them.</summary>
internal sealed class OpenEndpoint
{
    public static readonly OpenEndpoint Instance = new();
}
