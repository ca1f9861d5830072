using Xunit;

namespace Cortex.Backend.Tests;

/// <summary>One server for the tests of a class.</summary>
public sealed class SharedBackend : IAsyncLifetime
{
    public TestBackend Backend { get; private set; } = null!;

    public async Task InitializeAsync() => Backend = await TestBackend.StartAsync();

    public async Task DisposeAsync() => await Backend.DisposeAsync();
}
