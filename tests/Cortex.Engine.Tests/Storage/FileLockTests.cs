using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Storage;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    [Fact]
    public void Many_may_share_it_and_one_has_it_alone()
    {
        var path = _library.File("x.lock");
        using (var one = FileLock.TryShared(path))
        using (var two = FileLock.TryShared(path))
        {
            Assert.NotNull(one);
            Assert.NotNull(two);
            Assert.Null(FileLock.TryExclusive(path));
        }

        using var alone = FileLock.TryExclusive(path);
        Assert.NotNull(alone);
        Assert.Null(FileLock.TryShared(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    public void Dispose() => _library.Dispose();
}
