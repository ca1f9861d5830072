using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>The container of Office's old formats, which holds the new ones where they are encrypted. Not read, only told.</summary>
internal static class OleContainer
{
    private const int Looked = 1024 * 1024;

    public static bool Recognizes(ReadOnlySpan<byte> head) => head is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..];

    public static bool Is(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[8];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && Recognizes(head);
    }

    public static bool IsEncrypted(string path)
    {
        using var file = File.OpenRead(path);
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        return Holds(file, 0, name) || Holds(file, file.Length - Looked, name);
    }

    private static bool Holds(FileStream file, long from, byte[] name)
    {
        var bytes = new byte[Looked];
        file.Seek(Math.Max(0, from), SeekOrigin.Begin);
        return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).IndexOf(name) >= 0;
    }
}
