using System.Globalization;
using Cortex.Engine.Storage;

namespace Cortex.Engine.VectorSearch.Files;

/// <summary>
/// The files of a library. One is never replaced, because Windows does not let go of one that is mapped: each is written under a name of its own,
/// which tells generation and position, and the older ones are deleted as soon as nobody has them open.
/// </summary>
internal sealed class VectorFiles(LibraryFolder folder, TimeProvider time)
{
    private const string Extension = ".vectors", Unfinished = ".unfinished";

    // Nobody writes one for so long.
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(1);

    /// <summary>The newest sound one that is not newer than <paramref name="now"/>; what else there is of the generation is no use and is deleted.</summary>
    public VectorFile? Open(long generation, int dimensions, TablePosition now) => Newest(generation, now, path => VectorFile.TryOpen(path, generation, dimensions, now.Epoch));

    /// <summary>The header of that file, without a look at the rest.</summary>
    public VectorFileHeader? Peek(long generation, int dimensions, TablePosition now) => Newest(generation, now, path => VectorFile.TryReadHeader(path, generation, dimensions, now.Epoch));

    /// <summary>Writes one and then deletes those that it replaces.</summary>
    /// <param name="generation">What it is of.</param>
    /// <param name="dimensions">Of each vector.</param>
    /// <param name="capacity">At least as many as rows come.</param>
    /// <param name="position">Up to where the rows are.</param>
    /// <param name="fill">Adds the rows, ordered by passage.</param>
    /// <exception cref="IOException">the disk is full, or not to be written to</exception>
    /// <exception cref="UnauthorizedAccessException">likewise</exception>
    public void Write(long generation, int dimensions, int capacity, TablePosition position, Action<VectorFileWriter> fill)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{generation}-{Position(position)}-{Guid.NewGuid():N}");
        var path = Path.Combine(folder.Vectors, name + Extension);
        var unfinished = Path.Combine(folder.Vectors, name + Unfinished);
        try
        {
            using (var writer = new VectorFileWriter(unfinished, generation, dimensions, capacity, position))
            {
                fill(writer);
                writer.Finish();
            }

            File.Move(unfinished, path);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }

        foreach (var other in OfGeneration(generation).Where(other => other != path && string.CompareOrdinal(PositionOf(other), PositionOf(path)) <= 0)) Delete(other);
        foreach (var left in List(Unfinished).Where(left => time.GetUtcNow() - File.GetLastWriteTimeUtc(left) > GivenUp)) Delete(left);
    }

    /// <summary>Deletes the files of all generations but these.</summary>
    public void Keep(IReadOnlyCollection<long> generations)
    {
        foreach (var path in List(Extension).Where(path => !generations.Any(generation => IsOf(generation, path)))) Delete(path);
    }

    private T? Newest<T>(long generation, TablePosition now, Func<string, T?> open)
        where T : class
    {
        var latest = Position(now);
        foreach (var path in OfGeneration(generation).OrderByDescending(PositionOf, StringComparer.Ordinal))
        {
            // Newer than what the caller sees: of a library that has been put back by hand, or of a moment ago.
            if (string.CompareOrdinal(PositionOf(path), latest) > 0) continue;
            try
            {
                if (open(path) is { } sound) return sound;
                Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Replaced by another process since it was listed, or not ours to read.
            }
        }

        return null;
    }

    private IEnumerable<string> OfGeneration(long generation) => List(Extension).Where(path => IsOf(generation, path));

    // None where the folder cannot be made or read: then there is no file, which is never wrong.
    private string[] List(string extension)
    {
        try
        {
            return Directory.GetFiles(folder.Vectors, "*" + extension);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsOf(long generation, string path) => Path.GetFileName(path).StartsWith(string.Create(CultureInfo.InvariantCulture, $"{generation}-"), StringComparison.Ordinal);

    private static string Position(TablePosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Vectors:x16}{position.Removals:x16}");

    private static string PositionOf(string path) => Path.GetFileName(path).Split('-') is [_, var position, ..] ? position : "";

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Mapped by a process on Windows, perhaps: it goes with the next one that is written.
        }
    }
}
