namespace Cortex.Engine.Tests.Sources;

/// <summary>A folder of unpredictable name, gone when the test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("cortex-sources-").FullName;

    /// <summary>Writes a file, with its folders.</summary>
    public string Write(string relativePath, string content = "text\n") => Write(relativePath, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string relativePath, byte[] content)
    {
        var path = At(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Folder(string relativePath) => Directory.CreateDirectory(At(relativePath)).FullName;

    public void Link(string relativePath, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relativePath))!);
        File.CreateSymbolicLink(At(relativePath), target);
    }

    public string At(string relativePath) => Path.Join(FullPath, relativePath);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // Names that .NET cannot spell; the shell can.
            Shell.Run("rm", "-rf", "--", FullPath);
        }
    }
}
