using System.Globalization;

namespace Cortex.Engine.Storage;

/// <summary>
/// Which Cortex processes have this library open, so that a refusal can name who is in the way: a file each, whose name says
/// what it does. It is locked while that process lives: a number alone may by now be another program's.
/// </summary>
public sealed class RunningProcesses : IDisposable
{
    private readonly string? _file;
    private readonly FileLock? _alive;

    private RunningProcesses(string? file, FileLock? alive)
    {
        _file = file;
        _alive = alive;
    }

    /// <param name="verb">What the process does, as a person would type it: <c>serve</c>, <c>import</c>.</param>
    public static RunningProcesses Enter(LibraryFolder folder, string verb)
    {
        try
        {
            var file = Path.Combine(folder.Processes, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{verb}.{Guid.NewGuid():N}"));
            return new RunningProcesses(file, FileLock.TryExclusive(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only a note: on a full disk the library can still be read.
            return new RunningProcesses(file: null, alive: null);
        }
    }

    /// <summary>The others that are alive, as <c>cortex serve (process 123)</c>.</summary>
    public static IReadOnlyList<string> Others(LibraryFolder folder) =>
        [.. Alive(folder).Where(process => process.Id != Environment.ProcessId).Select(process => string.Create(CultureInfo.InvariantCulture, $"cortex {process.Verb} (process {process.Id})"))];

    /// <summary>Those that are alive and do this: the file of each is locked by the process that wrote its number.</summary>
    public static IReadOnlyList<int> Of(LibraryFolder folder, string verb) => [.. Alive(folder).Where(process => process.Verb == verb).Select(process => process.Id)];

    private static List<(int Id, string Verb)> Alive(LibraryFolder folder)
    {
        var alive = new List<(int, string)>();
        foreach (var file in Directory.EnumerateFiles(folder.Processes))
        {
            var parts = Path.GetFileName(file).Split('.');
            if (parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsAlive(file))
            {
                alive.Add((id, parts[1]));
            }
            else
            {
                TryDelete(file);
            }
        }

        return alive;
    }

    public void Dispose()
    {
        if (_file is not null) TryDelete(_file);
        _alive?.Dispose();
    }

    private static bool IsAlive(string file)
    {
        try
        {
            using var free = FileLock.TryShared(file);
            return free is null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string file)
    {
        try { File.Delete(file); }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { /* The next reader removes it. */ }
    }
}
