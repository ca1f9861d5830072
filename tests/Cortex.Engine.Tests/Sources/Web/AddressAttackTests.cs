using System.Globalization;
using System.Net;
using Cortex.Contract.Errors;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

/// <summary>R1–R3: nothing but what is public is connected to, whatever it is called and however one is led there.</summary>
public sealed class AddressAttackTests : IAsyncLifetime
{
    private readonly Fetching _web = new();
    private WebServer _server = null!;

    public Task InitializeAsync()
    {
        _server = WebServer.Start(Answer);
        // Whoever attacks answers look-ups as it likes.
        foreach (var host in AddressTable.Hosts.Concat(AddressTable.Tricks)) _web.Names[host.TrimEnd('.').ToLowerInvariant()] = new Queue<IPAddress[]>([[IPAddress.Loopback]]);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task R1_no_spelling_of_an_inner_address_is_reached()
    {
        Assert.True(AddressTable.Hosts.Distinct().Count() >= 60);
        foreach (var host in AddressTable.Hosts.Concat(AddressTable.Tricks))
        {
            foreach (var port in new[] { $":{_server.Port}", "" })
            {
                var error = await Assert.ThrowsAsync<CortexException>(() => _web.GetAsync($"http://{host}{port}/secret"));
                Assert.True(error.Code is ErrorCode.AddressRefused or ErrorCode.ValidationFailed or ErrorCode.PageUnreachable, $"{host}: {error.Code}");
                // A host that is not known was asked for by its name; nothing else is.
                Assert.True(error.Code != ErrorCode.PageUnreachable || error.Message.Contains("is not known", StringComparison.Ordinal), $"{host}: {error.Message}");
            }
        }

        Assert.Equal(0, _server.Connections);
        Assert.Empty(_web.Log);
    }

    [Fact]
    public async Task R2_no_redirect_leads_to_an_inner_address_by_any_spelling()
    {
        foreach (var host in AddressTable.Hosts.Concat(AddressTable.Tricks.Where(trick => trick.AsSpan().IndexOfAny("\r\n\0") < 0 && trick.Trim() == trick)))
        {
            foreach (var location in new[] { $"http://{host}:{_server.Port}/secret", $"//{host}:{_server.Port}/secret", $"http:\\\\{host}:{_server.Port}/secret", $"\\\\{host}:{_server.Port}/secret", $"/\\{host}:{_server.Port}/secret" })
            {
                var error = await Record.ExceptionAsync(() => _web.GetAsync(_server.Url("/to?" + Uri.EscapeDataString(location), "public.test")));
                // A trick may be a path of the public server itself.
                Assert.True(error is CortexException { Code: ErrorCode.AddressRefused or ErrorCode.PageUnreachable } || (error is null && AddressTable.Tricks.Contains(host)), $"{location}: {error}");
            }
        }

        Assert.All(_server.Requests, request => Assert.Equal(Fetching.Public, request.Local));
    }

    [Fact]
    public async Task R2_every_hop_is_judged()
    {
        for (var hops = 0; hops < 10; hops++)
        {
            var error = await _web.FailAsync(_server.Url($"/hops/{hops}", "public.test"));
            Assert.Equal(ErrorCode.AddressRefused, error.Code);
        }

        Assert.DoesNotContain("/secret", _server.Paths);
    }

    [Fact]
    public async Task R2_a_name_is_resolved_once_for_each_connection_and_the_answer_is_what_is_connected_to()
    {
        _web.Names["rebind.test"] = new Queue<IPAddress[]>([[Fetching.Public], [IPAddress.Loopback]]);
        Assert.Equal(200, (await _web.GetAsync(_server.Url("/page", "rebind.test"))).Status);
        Assert.Equal(["rebind.test"], _web.LookedUp);
        Assert.Equal(Fetching.Public, Assert.Single(_server.Requests).Local);
        Assert.Equal(ErrorCode.AddressRefused, (await _web.FailAsync(_server.Url("/secret", "rebind.test"))).Code);
        Assert.DoesNotContain("/secret", _server.Paths);
    }

    [Fact]
    public async Task R2_a_redirect_to_the_same_name_is_resolved_and_judged_anew()
    {
        _web.Names["rebind.test"] = new Queue<IPAddress[]>([[Fetching.Public], [IPAddress.Loopback]]);
        Assert.Equal(ErrorCode.AddressRefused, (await _web.FailAsync(_server.Url("/to?" + Uri.EscapeDataString("/secret"), "rebind.test"))).Code);
        Assert.DoesNotContain("/secret", _server.Paths);
    }

    [Fact]
    public async Task R2_a_name_with_one_inner_address_among_others_is_refused()
    {
        foreach (var inside in new[] { "127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "169.254.169.254" })
        {
            _web.Names["mixed.test"] = new Queue<IPAddress[]>([[Fetching.Public, IPAddress.Parse(inside)]]);
            Assert.Equal(ErrorCode.AddressRefused, (await _web.FailAsync(_server.Url("/secret", "mixed.test"))).Code);
        }

        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task The_user_may_allow_the_own_network_but_never_what_is_no_server()
    {
        _web.Options = _web.Options with { Rules = new AddressRules(allowPrivate: true) };
        foreach (var host in new[] { "127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost" }) Assert.Equal(200, (await _web.GetAsync(_server.Url("/page", host))).Status);
        foreach (var host in new[] { "169.254.169.254", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "0.0.0.0", "[::]", "224.0.0.1", "255.255.255.255", "168.63.129.16" })
        {
            var error = await _web.FailAsync(_server.Url("/secret", host));
            Assert.Equal(ErrorCode.AddressRefused, error.Code);
            Assert.DoesNotContain("allow_private_addresses", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refusal_names_the_setting_that_would_help()
    {
        var error = await _web.FailAsync("http://192.168.1.10/");
        Assert.Contains("192.168.1.10 is a private address", error.Message, StringComparison.Ordinal);
        Assert.Contains("CORTEX_ALLOW_PRIVATE_ADDRESSES=1", error.Message, StringComparison.Ordinal);
        Assert.Contains("inside.example (127.0.0.1) is this machine itself", (await _web.FailAsync("http://inside.example/")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("198.20.0.1")]
    [InlineData("223.255.255.254")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::200e")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("::ffff:8.8.8.8")]
    public void What_is_public_is_not_refused(string address) => Assert.Null(new AddressRules().Refusal(IPAddress.Parse(address)));

    [Theory]
    [InlineData(22)]
    [InlineData(25)]
    [InlineData(6667)]
    [InlineData(0)]
    public void Ports_of_other_services_are_refused(int port) =>
        Assert.Equal(ErrorCode.AddressRefused, Assert.Throws<CortexException>(() => WebAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"http://public.test:{port}/"))).Code);

    [Theory]
    [InlineData("ftp://public.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://public.test/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//public.test/")]
    [InlineData("public.test")]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("http:/public.test/")]
    [InlineData("http:public.test")]
    [InlineData("https://public.test/a b")]
    [InlineData("https://public.test/a\u0000b")]
    public void What_is_no_address_of_a_page_is_told_by_its_field(string url)
    {
        var error = Assert.Throws<CortexException>(() => WebAddress.Parse(url));
        Assert.Equal("url", Assert.Single(error.Fields).Field);
    }

    [Theory]
    [InlineData("HTTPS://Public.TEST:443/Path?Query#fragment", "https://public.test/Path?Query")]
    [InlineData("http://public.test.", "http://public.test/")]
    [InlineData("http://BÜCHER.test/ä", "http://xn--bcher-kva.test/%C3%A4")]
    [InlineData("http://public.test:8080/a/../b", "http://public.test:8080/b")]
    [InlineData(" https://public.test/ ", "https://public.test/")]
    [InlineData("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/")]
    [InlineData("https://public.test/?u=a\\b", "https://public.test/?u=a\\b")]
    public void An_address_has_one_spelling(string url, string expected)
    {
        var parsed = WebAddress.Parse(url);
        Assert.Equal(new Uri(expected).AbsoluteUri, parsed.AbsoluteUri);
        Assert.Equal(parsed.AbsoluteUri, WebAddress.Parse(parsed.AbsoluteUri).AbsoluteUri);
    }

    [Theory]
    [InlineData("http://public.test/plain", ErrorCode.AddressRefused)]
    [InlineData("ftp://public.test/", ErrorCode.AddressRefused)]
    [InlineData("file:///etc/passwd", ErrorCode.AddressRefused)]
    [InlineData("javascript:alert(1)", ErrorCode.AddressRefused)]
    [InlineData("data:text/html,x", ErrorCode.AddressRefused)]
    [InlineData("https://user:pass@public.test/", ErrorCode.AddressRefused)]
    [InlineData("https://public.test:22/", ErrorCode.AddressRefused)]
    [InlineData("https://public.test\\@127.0.0.1/", ErrorCode.PageUnreachable)]
    [InlineData("http://[", ErrorCode.PageUnreachable)]
    public void A_redirect_that_is_not_followed(string location, string code) =>
        Assert.Equal(code, Assert.Throws<CortexException>(() => WebAddress.Redirect(new Uri("https://public.test/a/b"), location)).Code);

    [Theory]
    [InlineData("c?d=e#f", "https://public.test/a/c?d=e")]
    [InlineData("/c", "https://public.test/c")]
    [InlineData("//other.test/c", "https://other.test/c")]
    [InlineData("https://other.test", "https://other.test/")]
    [InlineData("/ä ö", "https://public.test/%C3%A4%20%C3%B6")]
    public void A_redirect_that_is(string location, string expected) => Assert.Equal(expected, WebAddress.Redirect(new Uri("https://public.test/a/b"), location).AbsoluteUri);

    private string? Answer(WebRequest request)
    {
        if (request.Path.StartsWith("/to?", StringComparison.Ordinal)) return WebServer.Redirect(Uri.UnescapeDataString(request.Path[4..]));
        if (request.Path.StartsWith("/hops/", StringComparison.Ordinal))
        {
            var left = int.Parse(request.Path[6..], CultureInfo.InvariantCulture);
            return WebServer.Redirect(left == 0 ? _server.Url("/secret") : $"/hops/{left - 1}", (new[] { 301, 302, 303, 307, 308 })[left % 5]);
        }

        return WebServer.Html($"<p>{request.Path}</p>");
    }
}
