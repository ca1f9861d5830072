namespace Cortex.Engine.Storage;

/// <summary>A private file of a moment, for what comes in or goes out and does not fit into memory; deleted at the end.</summary>
public sealed class TransferFile : IDisposable
{
    // Longer than any transfer: what is older was left by a process that was killed.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private TransferFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>A name for it; nothing is written yet.</summary>
    public static TransferFile Create(LibraryFolder folder, TimeProvider time)
    {
        var before = (time.GetUtcNow() - Abandoned).UtcDateTime;
        foreach (var left in Directory.EnumerateFiles(folder.Transfers).Where(file => File.GetLastWriteTimeUtc(file) < before)) File.Delete(left);
        return new TransferFile(System.IO.Path.Combine(folder.Transfers, Guid.NewGuid().ToString("N")));
    }

    /// <summary>Opens it for writing, from its beginning.</summary>
    public FileStream Open() => LibraryFolder.OpenPrivate(Path, FileMode.CreateNew);

    public void Dispose() => Backup.Delete(Path);
}
