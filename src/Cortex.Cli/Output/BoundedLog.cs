using System.Text;
using Cortex.Engine.Storage;

namespace Cortex.Cli.Output;

/// <summary>A log that only its owner can read and that does not grow without end: when it is full, it is kept once as <c>.1</c> and begun anew.</summary>
internal sealed class BoundedLog : TextWriter
{
    public const long MostBytes = 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly StringBuilder _line = new();

    public BoundedLog(string path) => _path = path;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value != '\n') _line.Append(value);
            else Flush(TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    public override void Write(string? value)
    {
        foreach (var letter in value ?? "") Write(letter);
    }

    public override void WriteLine(string? value)
    {
        Write(value);
        Write('\n');
    }

    // Opened for each line: there are few, and nobody minds a file that was moved or deleted meanwhile.
    private void Flush(DateTime now)
    {
        try
        {
            if (new FileInfo(_path) is { Exists: true, Length: > MostBytes }) File.Move(_path, _path + ".1", overwrite: true);
            using var file = LibraryFolder.OpenPrivate(_path, FileMode.OpenOrCreate);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.GetBytes($"{now:yyyy-MM-dd'T'HH:mm:ss'Z'} {Terminal.Clean(_line.ToString(), keepSpaces: true)}\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // There is nobody to tell.
        }

        _line.Clear();
    }
}
