using Cortex.Engine.Knowledge.Parsing.Files;
using Cortex.Engine.Sources.Platform;

namespace Cortex.Engine.Sources;

/// <summary>Decides by a file's name, kind, size and first bytes whether it can be imported. Folders and ignore rules are not its business.</summary>
internal sealed class FileInspection(ScanOptions options)
{
    private const int HeadBytes = 8 * 1024;

    private readonly byte[] _head = new byte[HeadBytes];

    public SkipReason? Judge(string path, string name, long size)
    {
        var kind = FileKind.Of(path);
        if (kind != EntryKind.Regular)
        {
            return kind == EntryKind.Missing ? SkipReason.Unreadable : SkipReason.Special;
        }

        if (TemporaryFiles.Contains(name))
        {
            return SkipReason.Temporary;
        }

        if (SecretFiles.HasSecretName(name))
        {
            return SecretOrPresentation(path, name);
        }

        if (UnsupportedExtensions.Contains(name))
        {
            return SkipReason.Unsupported;
        }

        if (size == 0)
        {
            return SkipReason.Empty;
        }

        var isDocument = FileReaders.Reads(name);
        if (size > (isDocument ? options.MaxDocumentBytes : options.MaxFileBytes))
        {
            return SkipReason.TooLarge;
        }

        var read = ReadHead(path);
        if (read < 0)
        {
            return SkipReason.Unreadable;
        }

        var head = _head.AsSpan(0, read);
        if (size <= SecretFiles.MaxKeyFileBytes && SecretFiles.BeginsLikeKey(head))
        {
            return SkipReason.Secret;
        }

        return !isDocument && head.Contains((byte)0) && !BeginsWithWideMark(head) ? SkipReason.Binary : null;
    }

    private SkipReason SecretOrPresentation(string path, string name)
    {
        if (!name.EndsWith(".key", StringComparison.OrdinalIgnoreCase))
        {
            return SkipReason.Secret;
        }

        var read = ReadHead(path);
        return read > 0 && SecretFiles.IsPresentation(name, _head.AsSpan(0, read)) ? SkipReason.Unsupported : SkipReason.Secret;
    }

    private int ReadHead(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, _head, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return -1;
        }
    }

    /// <summary>UTF-16 or UTF-32, whose NUL bytes are no sign of binary content.</summary>
    private static bool BeginsWithWideMark(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];
}
