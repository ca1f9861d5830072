namespace Cortex.Cli.Opening;

/// <summary>The programs on the search path.</summary>
internal static class Programs
{
    /// <summary>
    /// Where a program is; null when it is not installed. The current folder is not searched, which .NET would do before the
    /// path: a folder that came from elsewhere may hold a program of that name.
    /// </summary>
    public static string? Find(string name, Func<string, string?> environment)
    {
        if (name.Contains(Path.DirectorySeparatorChar) || name.Contains(Path.AltDirectorySeparatorChar)) return IsProgram(name) ? Path.GetFullPath(name) : null;
        // Not .cmd and .bat: their interpreter reads arguments anew.
        var names = OperatingSystem.IsWindows() && Path.GetExtension(name).Length == 0 ? name + ".exe" : name;
        return (environment("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, names)).FirstOrDefault(IsProgram);
    }

    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable);

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
