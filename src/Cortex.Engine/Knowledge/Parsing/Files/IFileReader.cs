namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>Turns files of one kind, which are no plain text, into content.</summary>
internal interface IFileReader
{
    /// <summary>Lower case, without the dot.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a file can be of this kind by its first bytes, some thousands of them where there are as many.</summary>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <exception cref="CortexException">encrypted, no text, beyond the limits, broken, or a program is missing</exception>
    FileContent Read(string path, CancellationToken ct);
}
