using Cortex.Engine.Storage;

namespace Cortex.Cli.Tests;

public sealed class VerbTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    [Fact]
    public void A_folder_comes_in_once_and_is_found()
    {
        _home.File("notes/deploy.md", "# Deploy\n\nTo roll back a deploy, choose the release before it.\n");
        _home.File("notes/page.html", "<title>Backups</title><p>Backups are verified each night by their digest.</p>");
        _home.File("notes/.hidden", "no");
        var dry = _home.Run("import", _home.At("notes"), "--dry-run", "--json").Expect(0).Json;
        Assert.Equal(2, dry.GetProperty("files").GetArrayLength());
        Assert.Equal(0, _home.Run("status", "--json").Expect(0).Json.GetProperty("database").GetProperty("items").GetInt64());
        var report = _home.Run("import", _home.At("notes"), "--json").Expect(0).Json;
        Assert.Equal((2, 0), (report.GetProperty("created").GetInt32(), report.GetProperty("failed").GetInt32()));
        Assert.Equal(2, _home.Run("import", _home.At("notes"), "--json").Expect(0).Json.GetProperty("unchanged").GetInt32());
        Assert.Equal("Deploy", _home.Run("search", "rollback", "OR", "release", "--json").Expect(0).Json.GetProperty("results")[0].GetProperty("title").GetString());
        var answer = _home.Run("ask", "How are backups verified?", "--json").Expect(0).Json;
        Assert.True(answer.GetProperty("answered").GetBoolean());
        Assert.False(_home.Run("ask", "What colour is the zebra's bicycle?", "--json").Expect(0).Json.GetProperty("answered").GetBoolean());
        var status = _home.Run("status", "--json").Expect(0).Json.GetProperty("queue");
        Assert.Equal((2, 0), (status.GetProperty("stages").GetProperty("words").GetProperty("done").GetInt32(), status.GetProperty("failed").GetInt32()));
        status = _home.Run("index", "--json").Expect(0).Json;
        Assert.Equal((2, 0), (status.GetProperty("completed").GetInt32(), status.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public void A_file_and_a_pipe_come_in()
    {
        var file = _home.File("one.txt", "a single file about otters");
        Assert.Contains("1 new", _home.Run("import", file).Expect(0).Out);
        Assert.Contains("1 new", _home.RunWith("piped text about badgers", "import", "-").Expect(0).Out);
        _home.RunWith("noted about foxes\n", "add", "-", "--tag", "animal").Expect(0);
        foreach (var word in (string[])["otters", "badgers", "foxes"]) Assert.Contains(word, _home.Run("search", word).Expect(0).Out);
    }

    [Theory]
    [InlineData("import /no/such/path")]
    [InlineData("restore /no/such/backup")]
    [InlineData("backup /no/such/folder/file")]
    [InlineData("retry 00000000-0000-0000-0000-000000000000")]
    [InlineData("search x --limit 0")]
    public void A_failure_is_told_in_words_or_as_one_document(string command)
    {
        var arguments = command.Split(' ');
        var told = _home.Run(arguments).Expect(1);
        Assert.StartsWith("cortex: ", told.Error);
        Assert.DoesNotContain("   at ", told.Error);
        Assert.Equal("", told.Out);
        var json = _home.Run([.. arguments, "--json"]).Expect(1);
        Assert.NotEmpty(json.Json.GetProperty("code").GetString()!);
        Assert.Equal("", json.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("search")]
    [InlineData("serve --port many")]
    [InlineData("backup")]
    public void What_cannot_be_understood_is_a_mistake_of_usage(string command)
    {
        var told = _home.Run(command.Split(' ')).Expect(2);
        Assert.Contains("--help", told.Error);
        Assert.Equal("invalid_argument", _home.Run([.. command.Split(' '), "--json"]).Expect(2).Json.GetProperty("code").GetString());
    }

    [Fact]
    public void A_data_folder_that_cannot_be_used_is_told_without_a_trace()
    {
        File.WriteAllText(_home.Home, "a file");
        foreach (var verb in (string[][])[["status"], ["serve", "--port", "0"], ["token"], ["open"], []])
        {
            var told = _home.Run(verb).Expect(1);
            Assert.Contains(_home.Home, told.Error);
            Assert.DoesNotContain("   at ", told.Error);
        }
    }

    [Fact]
    public void A_damaged_library_is_told_and_a_backup_brings_it_back()
    {
        _home.Run("add", "worth keeping").Expect(0);
        var backup = _home.At("library.backup");
        var made = _home.Run("backup", backup, "--json").Expect(0).Json;
        _home.Run("add", "later").Expect(0);
        File.WriteAllText(_home.Folder.Database, new string('z', 9000));
        foreach (var verb in (string[])["status", "index"]) Assert.Contains("damaged", _home.Run(verb).Expect(1).Error);
        Assert.Contains("damaged", _home.Run("serve", "--port", "0").Expect(1).Error);
        var restored = _home.Run("restore", backup, "--json").Expect(0).Json;
        Assert.Equal(made.GetProperty("content_sha256").GetString(), restored.GetProperty("content_sha256").GetString());
        Assert.Equal(new string('z', 9000), File.ReadAllText(restored.GetProperty("set_aside").GetString()!));
        Assert.Contains("worth keeping", _home.Run("search", "worth").Expect(0).Out);
    }

    [Fact]
    public void The_token_is_one_until_it_is_rotated()
    {
        var token = _home.Run("token").Expect(0).Out.Trim();
        Assert.Equal(token, _home.Run("token", "--json").Expect(0).Json.GetProperty("token").GetString());
        var rotated = _home.Run("token", "rotate", "--json").Expect(0).Json.GetProperty("token").GetString();
        Assert.NotEqual(token, rotated);
        Assert.Equal(rotated, _home.Run("token").Expect(0).Out.Trim());
    }

    [Fact]
    public void Hostile_text_steers_no_terminal()
    {
        const string Hostile = "\u001b]0;owned\u0007\u001b[31mred\u202Edrow\u200Bs";
        _home.Run("add", $"{Hostile} hostile", "--title", $"{Hostile} title").Expect(0);
        _home.File($"notes/{Hostile}.md", "hostile file name");
        foreach (var arguments in (string[][])[["search", "hostile"], ["ask", "hostile"], ["status"], ["import", _home.At("notes"), "--dry-run"], ["import", Hostile]])
        {
            var told = _home.Run(arguments);
            Assert.DoesNotContain(told.Out + told.Error, letter => letter is '\u001b' or '\u0007' or '\u202E' or '\u200B');
        }
    }

    [Fact]
    public void Colours_and_progress_are_for_terminals_that_want_them()
    {
        _home.File("notes/a.md", "coloured words");
        var piped = _home.Run("import", _home.At("notes")).Expect(0);
        Assert.DoesNotContain('\u001b', piped.Out + piped.Error);
        _home.Environment["TERM"] = "xterm";
        Assert.DoesNotContain('\u001b', _home.Run("search", "words").Expect(0).Out);
        Assert.Contains("\u001b[1", _home.RunOnTerminal("search words").Expect(0).Out);
        _home.Environment["NO_COLOR"] = "1";
        Assert.DoesNotMatch("\u001b\\[[0-9;]*m", _home.RunOnTerminal("search words").Expect(0).Out);
    }

    [Fact]
    public void A_newer_library_is_refused()
    {
        _home.Run("add", "x").Expect(0);
        using (var database = Database.Open(_home.Folder, TimeProvider.System, "test")) database.Writer.Run(Durability.Captured, db => { db.Execute("PRAGMA user_version = 999"); });
        Assert.Equal("schema_too_new", _home.Run("status", "--json").Expect(1).Json.GetProperty("code").GetString());
    }

    public void Dispose() => _home.Dispose();
}
