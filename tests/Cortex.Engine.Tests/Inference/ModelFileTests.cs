using System.Security.Cryptography;
using Cortex.Contract.Errors;
using Cortex.Engine.Inference;

namespace Cortex.Engine.Tests.Inference;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-model-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_hash_is_the_files_and_taken_without_reading_it_into_memory()
    {
        var path = Write("m.gguf", "abc");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelFile.HashOf(path));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hash = ModelFile.HashOf(Repository.Model);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Repository.Model))), hash);
    }

    [Fact]
    public void The_fingerprint_changes_with_the_length_and_with_the_time_of_the_last_write()
    {
        var path = Write("m.gguf", "abc");
        var first = ModelFile.Fingerprint(path);
        Assert.Equal(first, ModelFile.Fingerprint(path));

        var written = File.GetLastWriteTimeUtc(path);
        Write("m.gguf", "abcd");
        File.SetLastWriteTimeUtc(path, written);
        var longer = ModelFile.Fingerprint(path);
        Assert.NotEqual(first, longer);

        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.NotEqual(longer, ModelFile.Fingerprint(path));
    }

    [Fact]
    public void A_link_stands_for_what_it_points_to()
    {
        var path = Write("m.gguf", "abc");
        var link = Path.Combine(_folder, "link.gguf");
        File.CreateSymbolicLink(link, path);

        Assert.Equal(ModelFile.Fingerprint(path), ModelFile.Fingerprint(link));
        Assert.Equal(ModelFile.HashOf(path), ModelFile.HashOf(link));
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        foreach (var path in (string[])[Path.Combine(_folder, "missing"), _folder, ""])
        {
            Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => ModelFile.HashOf(path)).Code);
            Assert.Equal(ErrorCode.ModelInvalid, Assert.Throws<CortexException>(() => ModelFile.Fingerprint(path)).Code);
        }
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
