namespace Cortex.Engine.Tests.Providers.LlamaServer;

/// <summary>A test against a real engine; where that is not there, it is skipped, and says what would be needed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LlamaServerFactAttribute : FactAttribute
{
    public LlamaServerFactAttribute()
    {
        if (LlamaServerProcess.Missing is { } missing) Skip = missing;
    }
}
