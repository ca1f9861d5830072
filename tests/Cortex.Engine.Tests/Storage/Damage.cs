using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

/// <summary>What disks do to files.</summary>
internal static class Damage
{
    private const int PageSize = 4096;

    /// <summary>Overwrites a page in the middle of a table, below its root.</summary>
    public static void Page(string file, string table)
    {
        long page;
        using (var db = Database.Connect(file))
        {
            var root = db.Long("SELECT rootpage FROM sqlite_master WHERE name = ?1", table)!.Value;
            page = Child(File.ReadAllBytes(file), root);
        }

        Write(file, (page - 1) * PageSize, [.. Enumerable.Repeat((byte)0xFF, PageSize)]);
    }

    public static void Flip(string file, long at)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = at;
        var value = (byte)(stream.ReadByte() ^ 0x20);
        stream.Position = at;
        stream.WriteByte(value);
    }

    private static void Write(string file, long at, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = at;
        stream.Write(bytes);
    }

    // The first child of an interior table page: the left pointer of its first cell.
    private static long Child(byte[] bytes, long root)
    {
        var at = (root - 1) * PageSize;
        Assert.Equal(5, bytes[at]);
        var cell = at + (bytes[at + 12] << 8 | bytes[at + 13]);
        return (uint)(bytes[cell] << 24 | bytes[cell + 1] << 16 | bytes[cell + 2] << 8 | bytes[cell + 3]);
    }
}
