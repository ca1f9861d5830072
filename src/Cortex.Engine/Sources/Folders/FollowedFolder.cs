namespace Cortex.Engine.Sources.Folders;

/// <summary>A folder that the library keeps in step with.</summary>
/// <param name="Id">Never used again.</param>
/// <param name="Path">Absolute, without a separator at its end.</param>
/// <param name="Tags">What comes in from it is tagged so.</param>
public sealed record FollowedFolder(long Id, string Path, IReadOnlyList<string> Tags)
{
    /// <summary>The path of one of its files.</summary>
    /// <param name="relative">With '/' on every system.</param>
    public string FullPath(string relative) => System.IO.Path.Join(Path, System.IO.Path.DirectorySeparatorChar == '/' ? relative : relative.Replace('/', System.IO.Path.DirectorySeparatorChar));
}
