namespace Cortex.Engine.Processing;

/// <summary>The revision that was to be processed is there no more.</summary>
internal sealed class SupersededException() : Exception("a newer revision took its place");
