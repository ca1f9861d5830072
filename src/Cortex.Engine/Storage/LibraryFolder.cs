using Cortex.Contract.Errors;

namespace Cortex.Engine.Storage;

/// <summary>The folder that holds everything a person has in Cortex, and the names within it. Only its owner can enter it.</summary>
public sealed class LibraryFolder
{
    public const string HomeVariable = "CORTEX_HOME";

    public LibraryFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Create(Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(Root, error);
        }
    }

    public string Root { get; }
    public string Database => Path.Combine(Root, "cortex.db");
    public string Token => Path.Combine(Root, "token");
    public string Config => Path.Combine(Root, "config.yaml");
    public string Backups => Create(Path.Combine(Root, "backups"));
    public string RunnerLock => Path.Combine(Root, "runner.lock");
    public string RestoreLock => Path.Combine(Root, "restore.lock");
    public string DigestLock => Path.Combine(Root, "digest.lock");
    public string WatchLock => Path.Combine(Root, "watch.lock");
    public string SchemaLock => Path.Combine(Root, "schema.lock");
    public string Processes => Create(Path.Combine(Root, "processes"));
    public string Logs => Create(Path.Combine(Root, "logs"));

    /// <summary>Held by the process that brings the library in step with a followed folder.</summary>
    public string SourceLock(long id) => Path.Combine(Create(Path.Combine(Root, "sources")), $"{id}.lock");

    /// <summary>Held by the process that answers a question.</summary>
    public string AnswerLock(string messageId) => Path.Combine(Create(Path.Combine(Root, "answers")), $"{messageId}.lock");

    /// <summary>What the terminal listed last, so that a number stands for an item.</summary>
    public string LastResults => Path.Combine(Root, "last_results.json");

    /// <summary>Files made of the vectors in the database; whatever is missing is made again.</summary>
    public string Vectors => Create(Path.Combine(Root, "vectors"));

    /// <summary>Files on their way in or out, each gone when that ends.</summary>
    public string Transfers => Create(Path.Combine(Root, "transfers"));

    /// <summary><c>CORTEX_HOME</c>, else <c>~/.cortex</c>.</summary>
    public static LibraryFolder Default()
    {
        var home = Environment.GetEnvironmentVariable(HomeVariable);
        return new LibraryFolder(string.IsNullOrWhiteSpace(home)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cortex")
            : home);
    }

    /// <summary>Writes a file that only the owner can read, whole or not at all.</summary>
    public static void WritePrivate(string path, string content) => Write(path, content, overwrite: true);

    /// <summary>The same where there is none yet; false when another process was faster.</summary>
    public static bool TryCreatePrivate(string path, string content)
    {
        try
        {
            Write(path, content, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    internal static CortexException Unusable(string folder, Exception error) =>
        new(ErrorCode.DatabaseUnavailable, $"The data folder {folder} cannot be used: {error.Message} Check its permissions and the disk, or name another with {HomeVariable}.", error);

    private static void Write(string path, string content, bool overwrite)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var stream = OpenPrivate(temporary, FileMode.CreateNew))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a file for writing that is 0600 from its first moment.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string Create(string path)
    {
        if (Directory.Exists(path)) return path;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
