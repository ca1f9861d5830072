using Cortex.Backend.Tests.Security;

namespace Cortex.Backend.Tests.Endpoints;

public sealed class SessionEndpointsTests(SharedBackend shared) : IClassFixture<SharedBackend>
{
    private readonly TestBackend _backend = shared.Backend;

    [Fact]
    public async Task The_token_is_traded_for_a_cookie_that_scripts_cannot_read()
    {
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/session", $"{{\"token\":\"{_backend.Token}\"}}", _backend.Anonymous);
        Assert.Equal("{\"signed_in\":true}", await response.Content.ReadAsStringAsync());
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches($"^{_backend.CookieName}=[0-9a-f]{{64}}; max-age=\\d+; path=/; samesite=strict; httponly$", cookie);
        Assert.DoesNotContain(_backend.Token, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_knows_only_the_hash_of_a_session()
    {
        var cookie = await CrossSiteTests.SignInAsync(_backend);
        var files = Directory.EnumerateFiles(_backend.Folder.Root, "cortex.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        });
        Assert.DoesNotContain(cookie.Split('=')[1], string.Concat(files), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"token":"wrong"}""", 401, "unauthorized")]
    [InlineData("""{"token":""}""", 401, "unauthorized")]
    [InlineData("{}", 422, "validation_failed")]
    [InlineData("""{"token":null}""", 422, "validation_failed")]
    [InlineData("""{"token":["x"]}""", 422, "validation_failed")]
    [InlineData("{", 400, "malformed_json")]
    public async Task A_wrong_token_is_traded_for_nothing(string body, int status, string code)
    {
        using var response = await _backend.SendAsync(HttpMethod.Post, "/api/session", body, _backend.Anonymous);
        await TestBackend.ProblemAsync(response, status, code);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_page_reads_and_writes_with_its_cookie()
    {
        var cookie = await CrossSiteTests.SignInAsync(_backend);
        using var created = await _backend.SendAsync(HttpMethod.Post, "/api/items", "{\"content\":\"by cookie\"}", _backend.Anonymous, ("Cookie", cookie), ("Origin", _backend.Origin), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(201, (int)created.StatusCode);
        using var read = await _backend.SendAsync(HttpMethod.Get, "/api/items", null, _backend.Anonymous, ("Cookie", "other=1; " + cookie), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(200, (int)read.StatusCode);
    }

    [Fact]
    public async Task A_cookie_of_another_port_opens_nothing()
    {
        var cookie = await CrossSiteTests.SignInAsync(_backend);
        using var response = await _backend.SendAsync(HttpMethod.Get, "/api/items", null, _backend.Anonymous, ("Cookie", "cortex_1=" + cookie.Split('=')[1]));
        Assert.Equal(401, (int)response.StatusCode);
    }
}
