namespace Cortex.Engine.Storage;

/// <summary>An advisory lock on a file, held by this process until it is disposed or dies. The operating system releases it, also after kill -9.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    public static FileLock? TryExclusive(string path)
    {
        Touch(path);
        return Open(path, FileAccess.ReadWrite, FileShare.None);
    }

    public static FileLock? TryShared(string path)
    {
        Touch(path);
        return Open(path, FileAccess.Read, FileShare.Read);
    }

    public void Dispose() => _stream.Dispose();

    // The lock's open must not create the file: a fresh file would not be 0600.
    private static void Touch(string path)
    {
        if (File.Exists(path)) return;
        try
        {
            LibraryFolder.OpenPrivate(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }

    private static FileLock? Open(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.Open, access, share));
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
