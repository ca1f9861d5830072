using System.Text;
using Cortex.Engine.Sources;
using static Cortex.Engine.Tests.Sources.ScanAssert;

namespace Cortex.Engine.Tests.Sources;

public sealed class FolderScanReasonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.FullPath;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("node_modules", "package.json", true)]
    [InlineData("node_modules", null, true)]
    [InlineData("__pycache__", null, true)]
    [InlineData(".tox", null, true)]
    [InlineData("vendor", "go.mod", true)]
    [InlineData("vendor", "composer.json", true)]
    [InlineData("vendor", "contracts.md", false)]
    [InlineData("target", "Cargo.toml", true)]
    [InlineData("target", "goals.md", false)]
    [InlineData("bin", "App.csproj", true)]
    [InlineData("obj", "All.slnx", true)]
    [InlineData("bin", "waste.md", false)]
    [InlineData("build", "build.gradle.kts", true)]
    [InlineData("build", "house.md", false)]
    [InlineData("Pods", "Podfile", true)]
    [InlineData("Pods", "coffee.md", false)]
    [InlineData("venv", null, false)]
    public void A_dependency_folder_needs_a_name_or_evidence(string name, string? beside, bool skipped)
    {
        _folder.Write(name + "/note.md");
        if (beside is not null)
        {
            _folder.Write(beside);
        }

        Assert.Equal(skipped, Lines(Root).Contains($"{name} (DependencyFolder)"));
        Assert.Equal(!skipped, Files(Root).Contains($"{name}/note.md"));
    }

    [Theory]
    [InlineData("venv")]
    [InlineData(".venv")]
    [InlineData("my-environment")]
    public void A_virtual_environment_is_known_by_its_mark(string name)
    {
        _folder.Write(name + "/pyvenv.cfg");
        _folder.Write(name + "/lib/a.py");
        Assert.Equal([$"{name} (DependencyFolder)"], Lines(Root));
    }

    [Theory]
    [InlineData(".env", SkipReason.Secret)]
    [InlineData(".env.local", SkipReason.Secret)]
    [InlineData(".ENV.Production", SkipReason.Secret)]
    [InlineData(".env.example", SkipReason.Hidden)]
    [InlineData(".env.local.sample", SkipReason.Hidden)]
    [InlineData("id_ed25519", SkipReason.Secret)]
    [InlineData("id_ed25519.pub", null)]
    [InlineData("server.PEM", SkipReason.Secret)]
    [InlineData("vault.kdbx", SkipReason.Secret)]
    [InlineData("credentials.json", SkipReason.Secret)]
    [InlineData("service-account-prod.json", SkipReason.Secret)]
    [InlineData("service-accounts.md", null)]
    [InlineData("credentials.md", null)]
    [InlineData("keys.asc", null)]
    [InlineData("photo.JPG", SkipReason.Unsupported)]
    [InlineData("archive.tar.gz", SkipReason.Unsupported)]
    [InlineData(".DS_Store", SkipReason.Hidden)]
    [InlineData("README", null)]
    [InlineData("png", null)]
    [InlineData("main.ts", null)]
    public void A_name_can_be_enough(string name, SkipReason? expected)
    {
        _folder.Write(name);
        Assert.Equal(expected, Reason(Root, name));
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", SkipReason.Secret)]
    [InlineData("\uFEFF\n-----BEGIN RSA PRIVATE KEY-----\r\nabc\n", SkipReason.Secret)]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n", SkipReason.Secret)]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\n", SkipReason.Secret)]
    [InlineData("-----BEGIN PUBLIC KEY-----\nabc\n", null)]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\nsee PRIVATE KEY\n", null)]
    [InlineData("How keys look:\n-----BEGIN RSA PRIVATE KEY-----\n", null)]
    [InlineData("a\0b", SkipReason.Binary)]
    [InlineData("", SkipReason.Empty)]
    [InlineData("text", null)]
    public void Otherwise_the_content_decides(string content, SkipReason? expected)
    {
        _folder.Write("file.asc", content);
        Assert.Equal(expected, Reason(Root, "file.asc"));
    }

    [Fact]
    public void Wide_encodings_are_text()
    {
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true) })
        {
            _folder.Write(encoding.WebName + ".txt", [.. encoding.GetPreamble(), .. encoding.GetBytes("plain text")]);
        }

        Assert.Equal(4, Files(Root).Count);
        _folder.Write("key.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("-----BEGIN PRIVATE KEY-----\r\n")]);
        Assert.Equal(SkipReason.Secret, Reason(Root, "key.txt"));
    }

    [Fact]
    public void Only_the_first_8_KiB_are_searched_for_NUL()
    {
        _folder.Write("late.txt", new string('a', 8192) + "\0");
        _folder.Write("early.txt", new string('a', 8191) + "\0");
        Assert.Equal(["early.txt (Binary)", "late.txt"], Lines(Root));
    }

    [Fact]
    public void A_presentation_is_no_key()
    {
        _folder.Write("talk.key", "PK\u0003\u0004 and so on");
        _folder.Write("server.key", "-----BEGIN");
        Assert.Equal(["server.key (Secret)", "talk.key (Unsupported)"], Lines(Root));
    }

    [Fact]
    public void The_size_limit_is_inclusive()
    {
        _folder.Write("fits.md", "12345");
        _folder.Write("large.md", "123456");
        var options = ScanOptions.Default with { MaxFileBytes = 5 };
        Assert.Equal([null, SkipReason.TooLarge], Scan(Root, options).Select(e => (e as SkippedPath)?.Reason));
        Assert.Equal(10 * 1024 * 1024, ScanOptions.Default.MaxFileBytes);
    }

    [Theory]
    [InlineData(".hidden.md", "text", null)]
    [InlineData("ignored.md", "text", null)]
    [InlineData(".env", "A=1", SkipReason.Secret)]
    [InlineData("photo.png", "text", SkipReason.Unsupported)]
    [InlineData("a.md", "\0", SkipReason.Binary)]
    [InlineData("a.md", "", SkipReason.Empty)]
    [InlineData("a.md", "-----BEGIN PRIVATE KEY-----", SkipReason.Secret)]
    public void A_file_named_explicitly_is_judged_by_what_it_is(string name, string content, SkipReason? expected)
    {
        _folder.Write(".gitignore", "*\n");
        var path = _folder.Write(".dotted/" + name, content);
        var entry = FolderScan.Inspect(path, ScanOptions.Default);
        Assert.Equal((path, name, expected), (entry.FullPath, entry.RelativePath, (entry as SkippedPath)?.Reason));
    }

    [Fact]
    public void An_explicit_link_is_followed_but_does_not_rename_a_secret()
    {
        _folder.Write("elsewhere/real.md", "12345");
        _folder.Write("elsewhere/.env", "A=1");
        _folder.Link("link.md", "elsewhere/real.md");
        _folder.Link("env.md", "elsewhere/.env");
        Assert.Equal(5, Assert.IsType<ScannedFile>(FolderScan.Inspect(_folder.At("link.md"), ScanOptions.Default)).Size);
        Assert.Equal(SkipReason.Secret, Assert.IsType<SkippedPath>(FolderScan.Inspect(_folder.At("env.md"), ScanOptions.Default)).Reason);
        Assert.Equal(SkipReason.Unreadable, Assert.IsType<SkippedPath>(FolderScan.Inspect(_folder.At("none.md"), ScanOptions.Default)).Reason);
        Assert.Throws<CortexException>(() => FolderScan.Inspect(Root, ScanOptions.Default));
        Assert.Throws<CortexException>(() => FolderScan.Inspect("", ScanOptions.Default));
    }
}
