using System.Buffers.Binary;
using System.Security.Cryptography;
using Cortex.Engine.Tests.Storage;
using Cortex.Engine.VectorSearch;
using Cortex.Engine.VectorSearch.Files;

namespace Cortex.Engine.Tests.VectorSearch.Files;

public sealed class VectorFileTests : IDisposable
{
    private const int Dimensions = 40, Rows = 4_500;
    private readonly VectorLibrary _library = new(Dimensions);

    public VectorFileTests() => _library.AddRandom(Rows);

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_file_that_one_process_writes_serves_the_next()
    {
        using var first = _library.Index();
        Assert.True(_library.WriteFile(first));
        Assert.False(_library.WriteFile(first));
        var written = Assert.Single(_library.Files());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(written));

        _library.AddRandom(20);
        using var second = _library.Index();
        _library.AssertRight(first);
        _library.AssertRight(second);
        Assert.Equal(written, Assert.Single(_library.Files()));
        Assert.Equal(new FileInfo(written).Length + BlockBytes(), second.LoadedBytes);
    }

    [Fact]
    public void A_library_with_many_vectors_gets_its_file_at_the_first_search()
    {
        using var index = _library.Index();
        _library.AssertRight(index);
        Assert.Equal(new FileInfo(Assert.Single(_library.Files())).Length, index.LoadedBytes);
    }

    [Fact]
    public void A_new_file_replaces_the_old_one_when_a_tenth_has_changed()
    {
        using var index = _library.Index();
        Assert.True(_library.WriteFile(index));
        var old = Assert.Single(_library.Files());
        _library.AssertRight(index);
        _library.Remove(_library.AddRandom(LoadedVectors.FewRows - 10).Take(5));
        _library.AssertRight(index);
        Assert.False(_library.WriteFile(index));
        _library.AddRandom(20);
        _library.AssertRight(index);
        Assert.True(_library.WriteFile(index));
        Assert.NotEqual(old, Assert.Single(_library.Files()));

        // Who has read all that already goes over to the file with the next change.
        _library.AddRandom(1);
        _library.AssertRight(index);
        Assert.Equal(new FileInfo(Assert.Single(_library.Files())).Length + BlockBytes(), index.LoadedBytes);
    }

    [Fact]
    public void Files_of_generations_that_are_gone_and_leftovers_are_deleted()
    {
        var folder = _library.Library.Folder.Vectors;
        var retired = Path.Combine(folder, "9-00-00.vectors");
        var left = Path.Combine(folder, "1-00-00.unfinished");
        var current = Path.Combine(folder, "1-01-01.unfinished");
        foreach (var path in (string[])[retired, left, current]) File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(left, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        using var index = _library.Index();
        Assert.True(_library.WriteFile(index));
        Assert.False(File.Exists(retired));
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(current));
    }

    [Fact]
    public void A_file_behind_the_log_of_removals_is_made_anew()
    {
        using var writer = _library.Index();
        Assert.True(_library.WriteFile(writer));
        var old = Assert.Single(_library.Files());
        _library.Remove(Enumerable.Range(1, 30).Select(id => (long)id));
        _library.Write(db => db.Execute("DELETE FROM vector_removals WHERE seq < 10"));
        using var index = _library.Index();
        _library.AssertRight(index);
        Assert.NotEqual(old, _library.Files().Order().Last());
        _library.Remove(31);
        _library.Write(db => db.Execute("DELETE FROM vector_removals"));
        Assert.True(_library.WriteFile(writer));
        _library.AssertRight(index);
    }

    [Fact]
    public void One_cut_short_anywhere_is_made_anew()
    {
        var layout = new VectorFileLayout(Dimensions, Rows);
        foreach (var length in (long[])[0, 1, VectorFileHeader.Length - 1, VectorFileHeader.Length, layout.Codes + 1, layout.Scales, layout.ChunkIds, layout.ItemPks, layout.Halves, layout.Length - 1, layout.Length + 1])
            AssertRebuilt(stream => stream.SetLength(length));
    }

    [Fact]
    public void A_flipped_bit_in_what_names_the_rows_is_noticed()
    {
        var layout = new VectorFileLayout(Dimensions, Rows);
        var random = new Random(7);
        for (var i = 0; i < 10; i++) AssertRebuilt(stream => Flip(stream, random.Next(VectorFileHeader.Length), random.Next(8)));
        foreach (var at in (long[])[layout.Scales, layout.ChunkIds, layout.ChunkIds + (8 * (Rows - 1)), layout.ItemPks + 8]) AssertRebuilt(stream => Flip(stream, at, 3));
    }

    [Fact]
    public void A_flipped_bit_in_a_vector_breaks_nothing()
    {
        var layout = new VectorFileLayout(Dimensions, Rows);
        using var index = _library.Index();
        _library.WriteFile(index);
        using (var stream = File.Open(_library.Files()[0], FileMode.Open))
        {
            for (var row = 0; row < Rows; row += 2) WriteAt(stream, layout.Halves + (row * layout.Stride * 2), [0xFF, 0xFF]);
            WriteAt(stream, layout.Codes, new byte[1_000]);
        }

        Assert.Equal(20, _library.Search(index, _library.Random(), 20).Count);
    }

    [Theory]
    [InlineData(8, 2)] // version
    [InlineData(12, 41)] // dimensions
    [InlineData(12, -1)]
    [InlineData(16, 2)] // generation
    [InlineData(24, Rows + 1)] // rows
    [InlineData(24, -1)]
    [InlineData(24, int.MaxValue)]
    [InlineData(28, int.MaxValue)] // capacity
    [InlineData(28, -5)]
    [InlineData(28, 0)]
    [InlineData(80, 0)] // epoch
    public void A_header_that_says_what_cannot_be_is_not_believed_though_its_sum_is_right(int at, int value) => AssertRebuilt(stream =>
    {
        var header = new byte[VectorFileHeader.Length];
        stream.ReadExactly(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        SHA256.HashData(header.AsSpan(0, header.Length - 32)).CopyTo(header, header.Length - 32);
        WriteAt(stream, 0, header);
    });

    [Fact]
    public void One_that_is_newer_than_the_library_is_not_used()
    {
        using var index = _library.Index();
        Assert.True(_library.WriteFile(index));
        var file = _library.Files()[0];
        File.Move(file, file.Replace($"{Rows:x16}", $"{Rows + 1:x16}", StringComparison.Ordinal));
        _library.AssertRight(index);
        Assert.Equal(2, _library.Files().Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_costs_memory_only()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = _library.Library.Folder.Vectors;
        Directory.Delete(folder);
        File.WriteAllText(folder, "a file where the folder should be");
        using var index = _library.Index();
        _library.AssertRight(index);
        Assert.False(_library.WriteFile(index));
    }

    private static long BlockBytes()
    {
        using var block = new MemoryBlock(Quantisation.Stride(Dimensions));
        return block.Bytes;
    }

    private static void Flip(FileStream stream, long at, int bit)
    {
        stream.Position = at;
        var value = stream.ReadByte();
        WriteAt(stream, at, [(byte)(value ^ (1 << bit))]);
    }

    private static void WriteAt(FileStream stream, long at, byte[] bytes)
    {
        stream.Position = at;
        stream.Write(bytes);
    }

    private void AssertRebuilt(Action<FileStream> damage)
    {
        using var index = _library.Index();
        foreach (var left in _library.Files()) File.Delete(left);
        Assert.True(_library.WriteFile(index));
        var file = Assert.Single(_library.Files());
        using (var stream = File.Open(file, FileMode.Open)) damage(stream);
        _library.AssertRight(index, queries: 1);
        Assert.Equal(Rows, index.LoadedRows);
        Assert.False(File.Exists(file), "The damaged file is still there.");
        Assert.Single(_library.Files());
    }
}
