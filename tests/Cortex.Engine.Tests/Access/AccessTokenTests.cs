using Cortex.Engine.Access;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Access;

public sealed class AccessTokenTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    [Fact]
    public void It_stays_the_same_and_only_the_owner_reads_it()
    {
        var token = AccessToken.Load(_library.Folder);
        Assert.Equal(token.Value, AccessToken.Load(_library.Folder).Value);
        Assert.Equal(64, token.Value.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_library.Folder.Token));
        Assert.True(token.Matches(token.Value));
        Assert.False(token.Matches(token.Value[1..]));
    }

    [Fact]
    public void Many_that_start_at_once_agree_on_one()
    {
        var values = new string[8];
        var threads = Enumerable.Range(0, values.Length).Select(n => new Thread(() => values[n] = AccessToken.Load(_library.Folder).Value)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(File.ReadAllText(_library.Folder.Token), Assert.Single(values.Distinct()));
        Assert.Equal(["token"], Directory.GetFiles(_library.Folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Rotating_ends_every_session()
    {
        var before = AccessToken.Load(_library.Folder);
        var sessions = new BrowserSessions(_library.Database);
        var epoch = sessions.Epoch();
        var session = (await sessions.CreateAsync(epoch))!;
        Assert.True(sessions.IsValid(session));
        var after = AccessToken.Rotate(_library.Database);
        Assert.NotEqual(before.Value, after.Value);
        Assert.NotEqual(epoch, sessions.Epoch());
        sessions.Forget();
        Assert.False(sessions.IsValid(session));
    }

    [Fact]
    public async Task The_database_does_not_know_what_opens_it()
    {
        var session = await new BrowserSessions(_library.Database).CreateAsync(new BrowserSessions(_library.Database).Epoch());
        Assert.Equal(0, _library.Count($"SELECT count(*) FROM sessions WHERE instr(hash, '{session}') > 0"));
    }

    public void Dispose() => _library.Dispose();
}
