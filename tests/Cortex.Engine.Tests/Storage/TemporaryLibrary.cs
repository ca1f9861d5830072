using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

/// <summary>A library of its own in a folder that goes with the test.</summary>
internal sealed class TemporaryLibrary : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cortex-library-{Guid.NewGuid():N}");
    private readonly List<Database> _open = [];

    public TemporaryLibrary(TimeProvider? time = null)
    {
        Folder = new LibraryFolder(_path);
        Time = time ?? TimeProvider.System;
    }

    public LibraryFolder Folder { get; }
    public TimeProvider Time { get; }

    /// <summary>The first, opened when it is needed.</summary>
    public Database Database => _open.Count > 0 ? _open[0] : Open();
    public Library Items => new(Database);

    /// <summary>As another process would open it.</summary>
    public Database Open(string verb = "test")
    {
        var database = Database.Open(Folder, Time, verb);
        _open.Add(database);
        return database;
    }

    public void Close()
    {
        _open.ForEach(database => database.Dispose());
        _open.Clear();
    }

    public string File(string name) => Path.Combine(_path, name);

    public Item Add(string content, string? title = null) => Items.CreateAsync(new CreateItemRequest { Content = content, Title = title }).GetAwaiter().GetResult();

    public void AddMany(int count) => Task.WaitAll(Enumerable.Range(0, count).Select(n => Items.CreateAsync(new CreateItemRequest { Content = $"note {n} about durable things" })));

    public long Count(string sql) => Database.Read(db => db.Long(sql)) ?? 0;

    public static void Until(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, Deadline), $"Waited {Deadline.TotalSeconds:0} s for: {what}");

    public void Dispose()
    {
        Close();
        Directory.Delete(_path, recursive: true);
    }
}
