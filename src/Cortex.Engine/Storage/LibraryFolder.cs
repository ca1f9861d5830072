namespace Cortex.Engine.Storage;

/// <summary>The folder that holds everything a person has in Cortex, and the names within it. Only its owner can enter it.</summary>
public sealed class LibraryFolder
{
    public const string HomeVariable = "CORTEX_HOME";

    public LibraryFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Create(Root);
    }

    public string Root { get; }
    public string Database => Path.Combine(Root, "cortex.db");
    public string Token => Path.Combine(Root, "token");
    public string Config => Path.Combine(Root, "config.yaml");
    public string Backups => Create(Path.Combine(Root, "backups"));
    public string RunnerLock => Path.Combine(Root, "runner.lock");
    public string SchemaLock => Path.Combine(Root, "schema.lock");
    public string Processes => Create(Path.Combine(Root, "processes"));
    public string Logs => Create(Path.Combine(Root, "logs"));

    /// <summary><c>CORTEX_HOME</c>, else <c>~/.cortex</c>.</summary>
    public static LibraryFolder Default()
    {
        var home = Environment.GetEnvironmentVariable(HomeVariable);
        return new LibraryFolder(string.IsNullOrWhiteSpace(home)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cortex")
            : home);
    }

    /// <summary>Writes a file that only the owner can read, whole or not at all.</summary>
    public static void WritePrivate(string path, string content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        using (var stream = OpenPrivate(temporary, FileMode.CreateNew))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
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
