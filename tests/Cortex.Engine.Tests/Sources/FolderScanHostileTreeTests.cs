using System.Text;
using Cortex.Engine.Sources;
using static Cortex.Engine.Tests.Sources.ScanAssert;

namespace Cortex.Engine.Tests.Sources;

/// <summary>Links, pipes, odd names: what a tree from elsewhere may hold.</summary>
public sealed class FolderScanHostileTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.At("root");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_that_leave_the_folder_are_not_followed()
    {
        _folder.Write("outside/file.md");
        _folder.Write("root-evil/file.md");
        _folder.Write("root/a.md");
        _folder.Link("root/absolute.md", _folder.At("outside/file.md"));
        _folder.Link("root/relative.md", "../outside/file.md");
        _folder.Link("root/sibling.md", "../root-evil/file.md");
        _folder.Link("root/folder", "../outside");
        _folder.Link("root/inside-by-name.md", "folder/file.md");
        _folder.Link("root/up", "..");
        Assert.Equal(
            ["a.md", "absolute.md (SymlinkOutside)", "folder (SymlinkOutside)", "inside-by-name.md (SymlinkOutside)", "relative.md (SymlinkOutside)", "sibling.md (SymlinkOutside)", "up (SymlinkOutside)"],
            Lines(Root));
    }

    [Fact]
    public void A_file_is_imported_once_and_under_its_own_name_if_it_can_be()
    {
        _folder.Write("root/.gitignore", "build\n");
        _folder.Write("root/readme.md");
        _folder.Write("root/build/out.md");
        _folder.Link("root/a.md", "readme.md");
        _folder.Link("root/b.md", "build/out.md");
        _folder.Link("root/c.md", "b.md");
        Assert.Equal(
            [".gitignore (Hidden)", "build (Ignored)", "readme.md", "a.md (SymlinkDuplicate)", "b.md", "c.md (SymlinkDuplicate)"],
            Lines(Root));
    }

    [Fact]
    public void A_link_is_no_way_around_the_rules()
    {
        _folder.Write("root/.env", "TOKEN=1");
        _folder.Write("root/.store/config", "password");
        _folder.Write("root/ok.md");
        _folder.Link("root/env.txt", ".env");
        _folder.Link("root/config.txt", ".store/config");
        _folder.Link("root/id_rsa", "ok.md");
        Assert.Equal(
            [".env (Secret)", ".store (Hidden)", "ok.md", "config.txt (Hidden)", "env.txt (Secret)", "id_rsa (Secret)"],
            Lines(Root));
    }

    [Fact]
    public void Folder_links_and_broken_links_end_nowhere()
    {
        _folder.Write("root/a/b/note.md");
        _folder.Link("root/a/b/loop", "../..");
        _folder.Link("root/again", "a");
        _folder.Link("root/broken", "nothing");
        _folder.Link("root/self", "self");
        _folder.Link("root/ping", "pong");
        _folder.Link("root/pong", "ping");
        Assert.Equal(
            ["a/b/loop (SymlinkFolder)", "a/b/note.md", "again (SymlinkFolder)", "broken (Unreadable)", "ping (Unreadable)", "pong (Unreadable)", "self (Unreadable)"],
            Lines(Root));
    }

    [Fact]
    public void The_folder_asked_for_may_itself_be_a_link()
    {
        _folder.Write("real/a.md");
        _folder.Link("real/b.md", "a.md");
        _folder.Link("alias", "real");
        Assert.Equal(["a.md", "b.md (SymlinkDuplicate)"], Lines(_folder.At("alias")));
    }

    [Fact]
    public void An_ignore_file_that_is_a_link_or_a_pipe_does_not_count()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Write("patterns", "*\n");
        _folder.Write("root/a.md");
        _folder.Link("root/.gitignore", "../patterns");
        Shell.Run("mkfifo", _folder.At("root/.cortexignore"));
        Assert.Equal(["a.md"], Files(Root));
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_never_opened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Write("root/a.md");
        Shell.Run("mkfifo", _folder.At("root/pipe"), _folder.At("root/pipe.md"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder.At("root/socket")));
        _folder.Link("root/through-link", "pipe");
        Assert.Equal(["a.md", "pipe (Special)", "pipe.md (Special)", "socket (Special)", "through-link (Special)"], Lines(Root));
        Assert.Equal(SkipReason.Special, ((SkippedPath)FolderScan.Inspect(_folder.At("root/pipe"), ScanOptions.Default)).Reason);
        Assert.Equal(SkipReason.Special, ((SkippedPath)FolderScan.Inspect("/dev/zero", ScanOptions.Default)).Reason);
    }

    [Fact]
    public void Odd_names_are_names()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string[] names = ["\u001b]0;owned\u0007.md", "\u202egpj.md", "'; rm -rf ~.md", "a\nb.md", "tab\t.md", "back\\slash.md", "日本語.md", new string('x', 252) + ".md"];
        foreach (var name in names)
        {
            _folder.Write("root/" + name);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Files(Root));
    }

    [Fact]
    public void A_name_that_is_not_unicode_is_one_unreadable_entry()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _folder.Write("root/a.md");
        Shell.Run("sh", "-c", "cd \"$0\" && echo x > \"$(printf 'caf\\351.md')\" && mkdir \"$(printf 'd\\377')\" && echo x > \"$(printf 'd\\377')/in.md\"", Root);
        Assert.Equal(["a.md", "caf\uFFFD.md (Unreadable)", "d\uFFFD (Unreadable)"], Lines(Root));
    }

    [Fact]
    public void What_may_not_be_read_is_reported_and_the_scan_goes_on()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // Permissions do not bind root; the test below covers the path by other means.
        }

        File.SetUnixFileMode(_folder.Write("root/a.md"), UnixFileMode.None);
        _folder.Write("root/b/c.md");
        _folder.Write("root/d.md");
        File.SetUnixFileMode(_folder.At("root/b"), UnixFileMode.None);
        Assert.Equal(["a.md (Unreadable)", "b (Unreadable)", "d.md"], Lines(Root));
        File.SetUnixFileMode(_folder.At("root/b"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_folder_that_vanishes_is_reported_and_the_scan_goes_on()
    {
        _folder.Write("root/a.md");
        _folder.Write("root/b/c.md");
        _folder.Write("root/d.md");
        using var entries = FolderScan.Scan(Root, ScanOptions.Default, CancellationToken.None).GetEnumerator();
        Assert.True(entries.MoveNext());
        Directory.Delete(_folder.At("root/b"), recursive: true);
        Assert.True(entries.MoveNext());
        Assert.Equal(SkipReason.Unreadable, Assert.IsType<SkippedPath>(entries.Current).Reason);
        Assert.True(entries.MoveNext());
        Assert.Equal("d.md", entries.Current.RelativePath);
    }

    [Fact]
    public void A_hostile_ignore_file_does_not_stall_the_scan()
    {
        _folder.Write("root/.gitignore", new StringBuilder().Insert(0, string.Concat(Enumerable.Repeat("*a", 60)) + "b\n", 50).ToString());
        for (var i = 0; i < 50; i++)
        {
            _folder.Write("root/" + new string('a', 200) + i + ".md");
        }

        Assert.Equal(50, Files(Root).Count);
    }
}
