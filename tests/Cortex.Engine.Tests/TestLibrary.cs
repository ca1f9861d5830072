using Cortex.Contract.Items;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests;

/// <summary>A real library in a folder of its own, removed at the end.</summary>
public sealed class TestLibrary : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _root = Directory.CreateTempSubdirectory("cortex-test-").FullName;

    public TestLibrary() => Engine = CortexEngine.Open(new LibraryFolder(Path.Combine(_root, "library")), TimeProvider.System, "test");

    public CortexEngine Engine { get; }

    /// <summary>A folder for files to import.</summary>
    public string Files => Directory.CreateDirectory(Path.Combine(_root, "files")).FullName;

    public string Write(string name, string content)
    {
        var path = Path.Combine(Files, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Captures a note and waits until it is found by its words.</summary>
    public async Task<Item> AddAsync(string content, string? title = null, params string[] tags)
    {
        var item = await Engine.Items.CreateAsync(new CreateItemRequest { Content = content, Title = title, Tags = tags });
        await IndexAsync();
        return Engine.Items.Get(item.Id);
    }

    public async Task IndexAsync() => Assert.True(await Engine.Runner.TryDrainAsync(CancellationToken.None));

    /// <summary>Works until everything is found by its meaning as well.</summary>
    public async Task EmbedAsync()
    {
        Engine.Runner.Start();
        for (var changed = Engine.Feed.WhenChanged(); Engine.Ledger.Open(Stage.Words) + Engine.Ledger.Open(Stage.Meaning) > 0; changed = Engine.Feed.WhenChanged())
        {
            if ((Engine.Runner.Trouble ?? Engine.Runner.BackgroundTrouble) is { } trouble) throw trouble;
            await changed.WaitAsync(Deadline);
        }
    }

    /// <summary>Works until the last stage of every item is done.</summary>
    public async Task FinishAsync()
    {
        Engine.Runner.Start();
        for (var changed = Engine.Feed.WhenChanged(); Stage.All.Sum(Engine.Ledger.Open) > 0; changed = Engine.Feed.WhenChanged())
        {
            if ((Engine.Runner.Trouble ?? Engine.Runner.BackgroundTrouble) is { } trouble) throw trouble;
            await changed.WaitAsync(Deadline);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
