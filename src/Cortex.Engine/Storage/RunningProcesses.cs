using System.Diagnostics;
using System.Globalization;

namespace Cortex.Engine.Storage;

/// <summary>Which Cortex processes have this library open: one small file each, so that a refusal can name who is in the way.</summary>
public sealed class RunningProcesses : IDisposable
{
    private readonly string _file;

    private RunningProcesses(string file) => _file = file;

    /// <param name="verb">What the process does, as a person would type it: <c>serve</c>, <c>import</c>.</param>
    public static RunningProcesses Enter(LibraryFolder folder, string verb)
    {
        var file = Path.Combine(folder.Processes, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        using (var stream = LibraryFolder.OpenPrivate(file, FileMode.Create)) stream.Write(System.Text.Encoding.UTF8.GetBytes(verb));
        return new RunningProcesses(file);
    }

    /// <summary>The others that are alive, as <c>cortex serve (process 123)</c>.</summary>
    public static IReadOnlyList<string> Others(LibraryFolder folder)
    {
        var others = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder.Processes))
        {
            if (!int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId) continue;
            if (IsAlive(id)) others.Add($"cortex {Read(file)} (process {id})");
            else TryDelete(file);
        }

        return others;
    }

    public void Dispose() => TryDelete(_file);

    private static string Read(string file)
    {
        try { return File.ReadAllText(file); }
        catch (IOException) { return "?"; }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string file)
    {
        try { File.Delete(file); }
        catch (IOException) { /* It is only a note; the next reader removes it. */ }
    }
}
