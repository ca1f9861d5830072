using Cortex.Engine.Access;
using Cortex.Engine.Storage;

namespace Cortex.Backend.Tests.Security;

/// <summary>L6, L9, L15: the token and the sessions that are traded for it.</summary>
public sealed class CredentialsTests
{
    [Fact]
    public async Task L6_the_token_is_long_random_and_its_own_in_each_library()
    {
        await using var one = await TestBackend.StartAsync();
        await using var other = await TestBackend.StartAsync();
        Assert.Matches("^[0-9a-f]{64}$", one.Token);
        Assert.NotEqual(one.Token, other.Token);
    }

    [Fact]
    public async Task L6_guessing_is_answered_429_while_the_owner_still_comes_in()
    {
        await using var backend = await TestBackend.StartAsync();
        var statuses = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            using var response = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, ("Authorization", $"Bearer guess{i}"));
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal(Enumerable.Repeat(401, 20).Concat(Enumerable.Repeat(429, 10)), statuses);
        using var traded = await backend.SendAsync(HttpMethod.Post, "/api/session", "{\"token\":\"guess\"}", backend.Anonymous);
        await TestBackend.ProblemAsync(traded, 429, "too_many_requests");
        Assert.Equal(60, traded.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        using var cookie = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, ("Cookie", $"{backend.CookieName}=guess"));
        Assert.Equal(429, (int)cookie.StatusCode);
        await backend.GetAsync("/api/items");
        using var none = await backend.Anonymous.GetAsync(new Uri("/api/items", UriKind.Relative));
        Assert.Equal(401, (int)none.StatusCode);
    }

    [Fact]
    public async Task L9_a_rotated_token_closes_sockets_and_lets_nobody_in()
    {
        await using var backend = await TestBackend.StartAsync();
        var (token, cookie) = (backend.Token, await CrossSiteTests.SignInAsync(backend));
        using var byToken = await backend.ConnectWithTokenAsync("/api/ws/events");
        using var byCookie = await backend.ConnectAsync("/api/ws/events", ("Cookie", cookie), ("Origin", backend.Origin));

        using (var elsewhere = Database.Open(backend.Folder, TimeProvider.System, "token")) AccessToken.Rotate(elsewhere);

        await TestBackend.UntilClosedAsync(byToken);
        await TestBackend.UntilClosedAsync(byCookie);
        Assert.NotEqual(token, backend.Token);
        Assert.Equal(401, await StatusAsync(("Authorization", "Bearer " + token)));
        Assert.Equal(401, await StatusAsync(("Cookie", cookie)));
        Assert.Equal(200, await StatusAsync(("Authorization", "Bearer " + backend.Token)));
        using var again = await backend.ConnectWithTokenAsync("/api/ws/events");

        async Task<int> StatusAsync((string, string) header)
        {
            using var response = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, header);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task L9_a_token_that_was_just_rotated_cannot_be_traded_for_a_session()
    {
        await using var backend = await TestBackend.StartAsync();
        var token = backend.Token;
        using var elsewhere = Database.Open(backend.Folder, TimeProvider.System, "token");
        // At once, before the server can have noticed.
        for (var i = 0; i < 5; i++)
        {
            AccessToken.Rotate(elsewhere);
            using var response = await backend.SendAsync(HttpMethod.Post, "/api/session", $"{{\"token\":\"{token}\"}}", backend.Anonymous);
            Assert.Contains((int)response.StatusCode, (int[])[401]);
            token = backend.Token;
        }
    }

    [Fact]
    public async Task L9_each_of_many_rotations_is_noticed()
    {
        await using var backend = await TestBackend.StartAsync();
        using var elsewhere = Database.Open(backend.Folder, TimeProvider.System, "token");
        for (var i = 0; i < 5; i++)
        {
            using var socket = await backend.ConnectWithTokenAsync("/api/ws/events");
            AccessToken.Rotate(elsewhere);
            await TestBackend.UntilClosedAsync(socket);
        }
    }

    [Fact]
    public async Task L9_signing_out_ends_the_session_and_its_sockets()
    {
        await using var backend = await TestBackend.StartAsync();
        var cookie = await CrossSiteTests.SignInAsync(backend);
        using var socket = await backend.ConnectAsync("/api/ws/events", ("Cookie", cookie), ("Origin", backend.Origin));
        using var response = await backend.SendAsync(HttpMethod.Delete, "/api/session", null, backend.Anonymous, ("Cookie", cookie), ("Origin", backend.Origin));
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Contains($"{backend.CookieName}=;", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        await TestBackend.UntilClosedAsync(socket);
        using var after = await backend.SendAsync(HttpMethod.Get, "/api/items", null, backend.Anonymous, ("Cookie", cookie));
        Assert.Equal(401, (int)after.StatusCode);
    }

    [Fact]
    public async Task A_session_outlives_the_server()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}");
        try
        {
            string cookie;
            int port;
            await using (var first = await TestBackend.StartAsync(folder: folder))
            {
                await first.Server.Opening;
                (cookie, port) = (await CrossSiteTests.SignInAsync(first), first.Port);
            }

            await using var second = await TestBackend.StartAsync(new BackendOptions { Port = port }, folder);
            await second.Server.Opening;
            using var response = await second.SendAsync(HttpMethod.Get, "/api/items", null, second.Anonymous, ("Cookie", cookie));
            Assert.Equal(200, (int)response.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task L15_token_and_database_are_the_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var backend = await TestBackend.StartAsync();
        await backend.CreateAsync("private");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(backend.Folder.Root));
        foreach (var file in Directory.EnumerateFiles(backend.Folder.Root, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            Assert.True(File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), $"{file} is {File.GetUnixFileMode(file)}");
    }

    [Fact]
    public async Task L15_a_token_that_others_could_read_is_closed_to_them_at_start()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var backend = await TestBackend.StartAsync();
        File.SetUnixFileMode(backend.Folder.Token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(backend.Token, AccessToken.Load(backend.Folder).Value);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backend.Folder.Token));
    }

    [Fact]
    public async Task L15_two_who_start_at_once_have_the_same_token()
    {
        var folder = new LibraryFolder(Path.Combine(Path.GetTempPath(), $"cortex-backend-{Guid.NewGuid():N}"));
        try
        {
            using var start = new Barrier(4);
            var tokens = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return AccessToken.Load(folder).Value;
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Single(tokens.Distinct(StringComparer.Ordinal));
            Assert.Single(Directory.EnumerateFiles(folder.Root));
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }
}
