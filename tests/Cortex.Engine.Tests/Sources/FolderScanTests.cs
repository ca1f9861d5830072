using Cortex.Engine.Sources;
using static Cortex.Engine.Tests.Sources.ScanAssert;

namespace Cortex.Engine.Tests.Sources;

public sealed class FolderScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.FullPath;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Yields_files_ordinal_by_relative_path()
    {
        foreach (var path in new[] { "b.md", "a/z.md", "a-b.md", "a/b/c.md", "B.md", "a.md", "a/b.md" })
        {
            _folder.Write(path);
        }

        var files = Files(Root);
        Assert.Equal(["B.md", "a-b.md", "a.md", "a/b.md", "a/b/c.md", "a/z.md", "b.md"], files);
        Assert.Equal(files.Order(StringComparer.Ordinal), files);
    }

    [Fact]
    public void A_file_comes_with_its_size_and_time()
    {
        var path = _folder.Write("ä/note.md", "12345");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(365));
        var file = Assert.IsType<ScannedFile>(Assert.Single(Scan(Root)));
        Assert.Equal(new ScannedFile(path, "ä/note.md", 5, DateTimeOffset.UnixEpoch.AddDays(365)), file);
    }

    [Fact]
    public void Ignore_files_apply_in_their_folder_and_cortexignore_wins()
    {
        _folder.Write(".gitignore", "*.log\n!keep.txt\nprivate/\n");
        _folder.Write(".cortexignore", "drafts/\n!wanted.log\nkeep.txt\n");
        _folder.Write("a.log");
        _folder.Write("wanted.log");
        _folder.Write("keep.txt");
        _folder.Write("drafts/x.md");
        _folder.Write("private/y.md");
        _folder.Write("sub/.gitignore", "!a.log\n");
        _folder.Write("sub/a.log");
        Assert.Equal(
            [".cortexignore (Hidden)", ".gitignore (Hidden)", "a.log (Ignored)", "drafts (Ignored)", "keep.txt (Ignored)", "private (Ignored)", "sub/.gitignore (Hidden)", "sub/a.log", "wanted.log"],
            Lines(Root));
    }

    [Fact]
    public void The_repositorys_rules_reach_a_folder_inside_it_but_not_a_repository_inside_it()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/info/exclude", "*.tmp\n");
        _folder.Write(".gitignore", "*.log\n/docs/secret.md\n");
        _folder.Write(".cortexignore", "*.bak\n");
        foreach (var name in new[] { "a.log", "a.tmp", "a.bak", "secret.md", "open.md" })
        {
            _folder.Write("docs/" + name);
            _folder.Write("docs/other/" + name);
        }

        _folder.Write("docs/other/.git/HEAD", "ref: refs/heads/main\n");
        Assert.Equal(["open.md", "other/a.log", "other/a.tmp", "other/open.md", "other/secret.md"], Files(_folder.At("docs")));
    }

    [Fact]
    public void A_worktrees_exclude_file_is_found_through_its_git_file()
    {
        _folder.Write("main/.git/HEAD", "x");
        _folder.Write("main/.git/info/exclude", "*.tmp\n");
        _folder.Write("main/.git/worktrees/w/HEAD", "x");
        _folder.Write("main/.git/worktrees/w/commondir", "../..\n");
        _folder.Write("w/.git", $"gitdir: {_folder.At("main/.git/worktrees/w")}\n");
        _folder.Write("w/a.tmp");
        _folder.Write("w/a.md");
        Assert.Equal(["a.md"], Files(_folder.At("w")));
    }

    [Fact]
    public void The_folder_asked_for_is_entered_whatever_its_name()
    {
        _folder.Write(".git/HEAD", "x");
        _folder.Write(".gitignore", ".notes/\n");
        _folder.Write(".notes/node_modules/a.md");
        Assert.Equal(["node_modules (DependencyFolder)"], Lines(_folder.At(".notes")));
        Assert.Equal(["a.md"], Lines(_folder.At(".notes/node_modules")));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() =>
        Assert.Throws<CortexException>(() => FolderScan.Scan(_folder.At("none"), ScanOptions.Default, CancellationToken.None));

    [Fact]
    public void Scanning_is_lazy_and_can_be_cancelled()
    {
        _folder.Write("a.md");
        _folder.Write("b.md");
        using var source = new CancellationTokenSource();
        using var entries = FolderScan.Scan(Root, ScanOptions.Default, source.Token).GetEnumerator();
        Assert.True(entries.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => entries.MoveNext());
    }

    [Fact]
    public void A_file_that_vanished_meanwhile_is_unreadable()
    {
        _folder.Write("a.md");
        var b = _folder.Write("b.md");
        using var entries = FolderScan.Scan(Root, ScanOptions.Default, CancellationToken.None).GetEnumerator();
        Assert.True(entries.MoveNext());
        File.Delete(b);
        Assert.True(entries.MoveNext());
        Assert.Equal(SkipReason.Unreadable, Assert.IsType<SkippedPath>(entries.Current).Reason);
    }

    [Fact]
    public void A_thousand_folders_deep_is_no_problem()
    {
        _folder.Write(string.Concat(Enumerable.Repeat("d/", 1000)) + "deep.md");
        Assert.Single(Files(Root));
    }

    [Fact]
    public void Reasons_have_one_spelling_on_the_wire()
    {
        string[] names = [.. Enum.GetValues<SkipReason>().Select(r => System.Text.Json.JsonSerializer.Serialize(r).Trim('"'))];
        Assert.Equal(
            ["ignored", "hidden", "dependency_folder", "secret", "binary", "too_large", "unsupported", "symlink_outside", "symlink_folder", "symlink_duplicate", "temporary", "deleted", "special", "unreadable", "empty", "library"],
            names);
    }
}
