namespace Cortex.Cli.Opening;

public sealed class EditorTests
{
    [Theory]
    [InlineData("vim", "+7 /a/b.md")]
    [InlineData("/usr/bin/nvim -R", "-R +7 /a/b.md")]
    [InlineData("nano", "+7 /a/b.md")]
    [InlineData("emacsclient -t", "-t +7 /a/b.md")]
    [InlineData("micro", "+7 /a/b.md")]
    [InlineData("kak", "+7 /a/b.md")]
    [InlineData("hx", "/a/b.md:7")]
    [InlineData("code --wait", "--wait --goto /a/b.md:7")]
    [InlineData("codium", "--goto /a/b.md:7")]
    [InlineData("zed", "/a/b.md:7")]
    [InlineData("subl -w", "-w /a/b.md:7")]
    [InlineData("kate", "--line 7 /a/b.md")]
    [InlineData("some-other", "/a/b.md")]
    public void EachIsToldTheLineInItsWay(string editor, string arguments) =>
        Assert.Equal(arguments, string.Join(' ', new Editor(CommandWords.TrySplit(editor)!).Arguments("/a/b.md", 7)));

    [Fact]
    public void WithoutALineTheFileAlone() => Assert.Equal(["--wait", "/a/b.md"], new Editor(["code", "--wait"]).Arguments("/a/b.md", line: null));

    [Fact]
    public void ANameThatEndsLikeALineIsGivenWithoutOne() => Assert.Equal(["--goto", "/a/b:3"], new Editor(["code"]).Arguments("/a/b:3", 7));

    [Fact]
    public void WhatIsNamedComesFirstThenWhatIsThere()
    {
        var folder = Directory.CreateTempSubdirectory("cortex-editors-").FullName;
        try
        {
            foreach (var name in (string[])["code", "nano"])
            {
                File.WriteAllText(Path.Combine(folder, name), "#!/bin/sh\n");
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            string? Environment(string name) => name switch { "PATH" => $".:{folder}", _ => null };
            Assert.Equal(["a", "b"], Editor.Find(name => name == "VISUAL" ? "a b" : "c", hasDisplay: true, hasTerminal: true)!.Words);
            Assert.Equal("c", Editor.Find(name => name == "EDITOR" ? "c" : "", hasDisplay: true, hasTerminal: true)!.Program);
            if (!OperatingSystem.IsLinux()) return;
            Assert.Equal("code", Editor.Find(Environment, hasDisplay: true, hasTerminal: true)!.Program);
            Assert.Equal("nano", Editor.Find(Environment, hasDisplay: false, hasTerminal: true)!.Program);
            Assert.Null(Editor.Find(Environment, hasDisplay: false, hasTerminal: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
