using Cortex.Engine.Sources;

namespace Cortex.Engine.Tests.Sources;

public sealed class SourceLineTests
{
    [Theory]
    [InlineData("# Lease\n\nThe **lease** ends\nin [March](https://a.example/march) next year.\n", "Lease\nThe lease ends in March next year.", "The lease ends", 3)]
    [InlineData("# Lease\n\nThe **lease** ends\nin [March](https://a.example/march) next year.\n", "Lease\nThe lease ends in March next year.", "in March next year.", 4)]
    [InlineData("<html>\n<head><title>x</title></head>\n<body>\n<p>Fish &amp; chips\n<p>cost nine pounds today", "Fish & chips\ncost nine pounds today", "cost nine pounds", 5)]
    [InlineData("one\r\ntwo\r\nthree\r\n", "one\ntwo\nthree\n", "three", 3)]
    public void APassageIsFoundByItsWords(string file, string text, string quote, int line)
    {
        var start = text.IndexOf(quote, StringComparison.Ordinal);
        Assert.Equal(line, SourceLine.FindIn(file, text, start, start + quote.Length));
    }

    [Fact]
    public void WhatIsSaidTwiceIsToldApartByWhatComesBefore()
    {
        const string File = "alpha\nthe same words here\nbeta\nthe same words here\n";
        Assert.Equal(2, SourceLine.FindIn(File, File, 6, 25));
        Assert.Equal(4, SourceLine.FindIn(File, File, 31, 50));
    }

    [Fact]
    public void WhatIsNotThereHasNoLine()
    {
        Assert.Null(SourceLine.FindIn("other words entirely", "nothing like it at all", 0, 22));
        Assert.Null(SourceLine.FindIn("words", "…!?", 0, 3));
        Assert.Null(SourceLine.Find(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")), "words", 0, 5));
    }

    [Fact]
    public void APipeIsNotWaitedFor()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var pipe = folder.At("pipe");
        Shell.Run("mkfifo", pipe);
        Assert.Null(SourceLine.Find(pipe, "words", 0, 5));
    }
}
