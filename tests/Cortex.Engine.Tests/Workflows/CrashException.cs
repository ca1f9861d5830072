namespace Cortex.Engine.Tests.Workflows;

internal sealed class CrashException() : Exception("The process died.");
