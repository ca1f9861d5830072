using System.Net.Http.Headers;
using System.Text;
using Cortex.Engine.Tests.Providers;

namespace Cortex.Cli.Tests;

/// <summary>Keys are planted where keys are kept, everything is tried that writes, and then all that was written is searched.</summary>
[Trait("Speed", "slow")]
public sealed class CanaryTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly Canary _environment = new("sk-canary/env+0a1B2c3D4e5F6g7H8i9J=Zq"), _keychain = new("sk-canary/chain+9j8I7h6G5f4E3d2C1b0A=Qz");

    public CanaryTests()
    {
        _home.Environment["OPENAI_API_KEY"] = _environment.Value;
        _home.Environment["ANTHROPIC_API_KEY"] = _environment.Value;
    }

    [Fact]
    public void No_verb_writes_it()
    {
        var key = _environment.Value;
        _home.File("notes/a.md", "# A note\n\nabout canaries");
        foreach (var arguments in (string[][])
        [
            ["status"], ["import", _home.At("notes")], ["search", "canaries"], ["ask", "canaries"], ["models"], ["login"], ["token"], ["index"],
            ["import", $"/no/such/{key}"], ["restore", key], ["backup", $"/no/such/{key}/file"], ["retry", key], ["similar", key], ["models", "use", key], ["sources", "forget", key],
            ["search", "x", "--limit", key], ["serve", "--port", key], ["nonsense", key], [key], ["status", $"--{key}"], ["login", key], ["login", "openai", key], ["logout", key], ["add", $"http://127.0.0.1/{key}"],
        ])
        {
            Search(_home.Run(arguments), arguments);
            Search(_home.Run([.. arguments, "--json"]), arguments);
        }

        File.WriteAllText(_home.Folder.Database, new string('z', 9000));
        foreach (var verb in (string[])["status", "index", "search x", "serve --port 0"]) Search(_home.Run(verb.Split(' ')), [verb]);
        _environment.AssertAbsentBelow(_home.Home);
    }

    [Fact]
    public async Task No_answer_of_the_server_has_it()
    {
        var key = _environment.Value;
        using (var server = Server.Start(_home))
        {
            var escaped = Uri.EscapeDataString(key);
            foreach (var path in (string[])["api/health", "api/settings", "api/db/status", "api/models/embedding", "api/processing/queue", "api/sources", "api/events", "api/items", "openapi.json",
                $"api/items/{escaped}", $"api/{escaped}", $"api/items?limit={escaped}", $"api/search?limit={escaped}", $"api/items/{escaped}/restore", $"api/events?after={escaped}", $"api/ws/events?after={escaped}", $"api/ws/processing/{escaped}", escaped])
            {
                await SearchAsync(server, new HttpRequestMessage(HttpMethod.Get, path), path);
            }

            foreach (var (path, body) in ((string, string)[])
            [
                ("api/items", "{"), ("api/items", $"{{\"content\": 1, \"{key}\": 2}}"), ("api/items", key), ("api/items", $$"""{"content": "x", "source_url": "{{key}}"}"""), ("api/import", $$"""{"url": "{{key}}"}"""),
                ("api/import", $$"""{"url": "http://127.0.0.1:1/{{key}}"}"""), ("api/session", $$"""{"token": "{{key}}"}"""), ("api/processing/retry", $$"""{"item_ids": ["{{key}}"]}"""), ("api/sources", $$"""{"path": "/no/such/{{key}}"}"""),
            ]) await SearchAsync(server, new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, path);
            await SearchAsync(server, new HttpRequestMessage(HttpMethod.Put, "api/settings") { Content = new StringContent($$$"""{"settings": {"{{{key}}}": "1", "port": "{{{key}}}"}}""", Encoding.UTF8, "application/json") }, "settings");
            await SearchAsync(server, new HttpRequestMessage(HttpMethod.Put, "api/models/embedding") { Content = new StringContent($$"""{"file": "/no/such/{{key}}"}""", Encoding.UTF8, "application/json") }, "models");
            var wrong = new HttpRequestMessage(HttpMethod.Get, "api/items");
            wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            await SearchAsync(server, wrong, "a wrong token");
            _environment.AssertAbsent("The command line", File.ReadAllText($"/proc/{server.ProcessId}/cmdline"));
            Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
            _environment.AssertAbsent("The log", server.Errors());
        }

        _environment.AssertAbsentBelow(_home.Home);
    }

    public static TheoryData<int, string> Refusals => new()
    {
        { 200, """{"data": "KEY"}""" }, { 200, "KEY" }, { 200, """{"data":[{"id":"KEY"}]}""" }, { 302, "KEY" }, { 400, """{"error":{"message":"bad KEY","type":"KEY","code":"KEY","param":"KEY"}}""" },
        { 401, """{"error":{"message":"Incorrect API key provided: KEY"}}""" }, { 403, "<html>KEY</html>" }, { 404, """{"error":{"message":"no model KEY"}}""" }, { 429, """{"error":{"message":"KEY is over its limit","code":"insufficient_quota"}}""" }, { 500, "{\"error\": KEY" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_a_provider_says_does_not_bring_it_back(int status, string said)
    {
        await using var provider = FaultServer.Start();
        foreach (var path in (string[])["/v1/models", "/v1/models?limit=1", "/v1/models?limit=1000", "/v1/embeddings"])
            provider.Always(path, request => ScriptedAnswer.Of(status, "application/json", [said.Replace("KEY", request.Header("Authorization") ?? request.Header("x-api-key") ?? "", StringComparison.Ordinal)]).With("Location", $"http://127.0.0.1:1/{_environment.Value}").With("X-Request-Id", _environment.Value));
        _home.Environment["CORTEX_OPENAI_BASE_URL"] = new Uri(provider.Address, "v1").ToString();
        _home.Environment["CORTEX_ANTHROPIC_BASE_URL"] = provider.Address.ToString();
        _home.Environment["CORTEX_EMBEDDING_MODEL"] = "openai:some-model";
        foreach (var arguments in (string[][])[["add", "A note about canaries."], ["index"], ["models"], ["models", "use", "openai:another", "--yes"], ["search", "canaries"], ["ask", "canaries"], ["status"], ["status", "--network"]])
            Search(_home.Run(status < 400 ? [.. arguments, "--json"] : arguments), arguments);

        using (var server = Server.Start(_home))
        {
            foreach (var id in (string[])["openai", "anthropic"]) await SearchAsync(server, new HttpRequestMessage(HttpMethod.Post, $"api/providers/{id}/test"), $"a test of {id}");
            foreach (var path in (string[])["api/models", "api/settings/ai", "api/network", "api/health", "api/processing/queue", "api/search?query=canaries"]) await SearchAsync(server, new HttpRequestMessage(HttpMethod.Get, path), path);
            await SearchAsync(server, new HttpRequestMessage(HttpMethod.Put, "api/settings/ai") { Content = new StringContent($$$"""{"tasks": {"chat": "openai:{{{_environment.Value}}}"}, "addresses": {"ollama": "http://{{{_environment.Value}}}"}}""", Encoding.UTF8, "application/json") }, "settings/ai");
            await SearchAsync(server, new HttpRequestMessage(HttpMethod.Put, "api/models/embedding") { Content = new StringContent("""{"model": "openai:third", "agreed": true}""", Encoding.UTF8, "application/json") }, "models/embedding");
            Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
            _environment.AssertAbsent("The log", server.Errors());
        }

        // It was sent, and so could have come back.
        Assert.Contains(provider.Requests, request => request.Header("Authorization")?.EndsWith(_environment.Value, StringComparison.Ordinal) == true);
        Assert.Contains(provider.Requests, request => request.Header("x-api-key") == _environment.Value);
        _environment.AssertAbsentBelow(_home.Home);
    }

    [Fact]
    public void A_crash_does_not_tell_it()
    {
        var at = _home.At("crash");
        _home.Environment["DOTNET_STARTUP_HOOKS"] = typeof(CanaryTests).Assembly.Location;
        _home.Environment["CORTEX_CRASH_AT"] = at;
        using var process = _home.Start(TemporaryHome.Executable, ["serve", "--port", "0", "--json"]);
        var error = process.StandardError.ReadToEndAsync();
        Assert.NotNull(process.StandardOutput.ReadLine());
        File.WriteAllText(at, "");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        // Told all the same, by its kind and its place.
        Assert.Contains("InvalidOperationException: Authorization: Bearer [key]", error.Result);
        Assert.Contains("StartupHook", error.Result);
        _environment.AssertAbsent("The crash report", error.Result + output);
        _environment.AssertAbsentBelow(_home.Home);
    }

    [Fact]
    public void Output_that_cannot_be_written_does_not_tell_it()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var command in (string[])["status", "status --json", "retry $OPENAI_API_KEY --json"])
        {
            using var process = _home.Start("sh", ["-c", $"{TemporaryHome.Executable} {command} > /dev/full"]);
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
            _environment.AssertAbsent(command, error);
        }
    }

    [Fact]
    public void Programs_that_are_started_do_not_get_it()
    {
        if (OperatingSystem.IsWindows()) return;
        var programs = Path.GetDirectoryName(Program("pdftotext"))!;
        Program("xdg-open");
        _home.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        _home.Environment["DISPLAY"] = ":99";
        _home.File("papers/a.pdf", "%PDF-1.4 not really");
        Search(_home.Run("import", _home.At("papers")), ["import a PDF"]);
        using (var server = Server.Start(_home))
        {
            _home.Run("open").Expect(0);
            Server.Until(() => File.Exists(_home.At("started/xdg-open.done")), "the opener");
        }

        foreach (var name in (string[])["pdftotext", "xdg-open"])
        {
            var got = File.ReadAllText(_home.At($"started/{name}"));
            Assert.Contains("PATH=", got);
            _environment.AssertAbsent($"The environment of {name}", got);
        }

        _environment.AssertAbsentBelow(_home.At("started"));
    }

    [KeyringFact]
    public void A_stored_key_is_in_the_keychain_alone()
    {
        using var session = new KeyringSession(_home);
        foreach (var provider in (string[])["openai", "anthropic"]) Search(_home.RunWith(_keychain.Value + "\n", "login", provider, "--no-check"), ["login"]);
        Search(_home.RunWith(_keychain.Value, "login", "openai", "--no-check", "--json"), ["login --json"]);
        // A provider that nobody answers for.
        _home.Environment["CORTEX_OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1";
        Search(_home.RunWith(_keychain.Value, "login", "openai"), ["login, not reached"]);
        Search(_home.RunWith(_keychain.Value, "login", "no-such-provider"), ["login no-such-provider"]);
        Search(_home.RunWith($"{_keychain.Value} {_keychain.Value}", "login", "openai"), ["login with two keys"]);
        Search(_home.Run("login", "--json"), ["login"]);
        using (var server = Server.Start(_home))
        {
            foreach (var path in (string[])["api/settings", "api/health", "api/models/embedding", "api/db/status"]) _keychain.AssertAbsent(path, server.Get(path).GetRawText());
            Assert.Equal(0, server.Terminate(TimeSpan.FromSeconds(5)));
            _keychain.AssertAbsent("The log", server.Errors());
        }

        session.LockKeyring();
        Search(_home.RunWith(_keychain.Value, "login", "openai"), ["login, locked"]);
        Search(_home.RunWith(_keychain.Value, "login", "openai", "--json"), ["login, locked"]);
        session.StopKeyring();
        Search(_home.RunWith(_keychain.Value, "login", "openai"), ["login, no service"]);
        _keychain.AssertAbsentBelow(Directory.GetParent(_home.Home)!.FullName);
        // Encrypted there.
        _keychain.AssertAbsentBelow(session.KeyringFiles);
    }

    public void Dispose() => _home.Dispose();

    private void Search(Result told, string[] arguments)
    {
        foreach (var canary in (Canary[])[_environment, _keychain]) canary.AssertAbsent($"What {string.Join(' ', arguments)} printed", told.Out + told.Error);
    }

    private async Task SearchAsync(Server server, HttpRequestMessage request, string what)
    {
        using (request)
        using (var answer = await server.Client.SendAsync(request))
        {
            _environment.AssertAbsent($"The answer to {what}", $"{answer.ReasonPhrase}\n{answer.Headers}\n{answer.Content.Headers}\n{await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>A program that notes what it was given.</summary>
    private string Program(string name)
    {
        var into = Directory.CreateDirectory(_home.At("started")).FullName;
        var program = _home.File($"programs/{name}", $"#!/bin/sh\n{{ env; echo \"$0 $*\"; }} > {into}/{name}\ntouch {into}/{name}.done\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
