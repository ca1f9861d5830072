using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Parsing;

public sealed class TitleDeriverTests
{
    [Theory]
    [InlineData("Shopping\nmilk", "Shopping")]
    [InlineData("\n\n  ## A plan ##x\nbody", "A plan ##x")]
    [InlineData("---\n===\nReal", "Real")]
    [InlineData("#hashtag first", "#hashtag first")]
    [InlineData("  a \t b\u0001c ", "a b c")]
    [InlineData("", "Untitled")]
    [InlineData(" \n\t\n", "Untitled")]
    public void The_first_line_with_something_in_it_is_the_title(string text, string title) => Assert.Equal(title, TitleDeriver.Derive(text));

    [Fact]
    public void A_long_line_is_cut_between_words()
    {
        var title = TitleDeriver.Derive(string.Join(' ', Enumerable.Repeat("seventeen", 20)));
        Assert.Equal("seventeen seventeen seventeen seventeen seventeen seventeen seventeen seventeen…", title);
    }

    [Fact]
    public void A_line_without_a_space_is_cut_between_characters()
    {
        var title = TitleDeriver.Derive(string.Concat(Enumerable.Repeat("😀", 100)));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 39)) + "…", title);
    }

    [Fact]
    public void What_a_document_is_called_comes_before_the_name_of_its_file_and_that_before_its_first_words()
    {
        var code = Parsed.Checked(new ParseInput("import os\n", DocumentFormat.Code));
        Assert.Equal("main.py", TitleDeriver.Derive(code, "main.py"));
        Assert.Equal("import os", TitleDeriver.Derive(code));
        Assert.Equal("Guide", TitleDeriver.Derive(Parsed.Markdown("# Guide\n\nx"), "readme.md"));
    }
}
