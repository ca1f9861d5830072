using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Parsing;

public sealed class FormatDetectorTests
{
    [Theory]
    [InlineData("a/b/README.MD", DocumentFormat.Markdown, null)]
    [InlineData("page.html", DocumentFormat.Html, null)]
    [InlineData("notes.txt", DocumentFormat.Text, null)]
    [InlineData("C:\\src\\Program.cs", DocumentFormat.Code, "csharp")]
    [InlineData("main.rs", DocumentFormat.Code, "rust")]
    [InlineData("Dockerfile", DocumentFormat.Code, "dockerfile")]
    [InlineData("Dockerfile.dev", DocumentFormat.Code, "dockerfile")]
    [InlineData("build/Makefile", DocumentFormat.Code, "makefile")]
    [InlineData("CMakeLists.txt", DocumentFormat.Code, "cmake")]
    [InlineData("x.tar.yaml", DocumentFormat.Code, "yaml")]
    public void Names_tell_format_and_language(string name, DocumentFormat format, string? language) =>
        Assert.Equal((format, language), FormatDetector.FromFileName(name));

    [Theory]
    [InlineData("")]
    [InlineData("LICENSE")]
    [InlineData("photo.jpeg")]
    [InlineData("trailing.")]
    [InlineData("dir.md/file")]
    public void Other_names_tell_nothing(string name) => Assert.Null(FormatDetector.FromFileName(name));

    [Theory]
    [InlineData("\uFEFF \n<!DOCTYPE html><p>x", DocumentFormat.Html)]
    [InlineData("<?xml version='1.0'?>\n<!-- c -->\n<HTML lang=en>", DocumentFormat.Html)]
    [InlineData("<htmlx>", DocumentFormat.Text)]
    [InlineData("<!-- never closed", DocumentFormat.Text)]
    [InlineData("<p>a fragment", DocumentFormat.Text)]
    [InlineData("", DocumentFormat.Text)]
    public void Pages_are_known_by_how_they_begin(string content, DocumentFormat format) => Assert.Equal(format, FormatDetector.Sniff(content));
}
