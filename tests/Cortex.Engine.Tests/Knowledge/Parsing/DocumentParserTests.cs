using Cortex.Contract.Errors;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Knowledge.Parsing;

public sealed class DocumentParserTests
{
    /// <summary>Pieces that mean something to one parser or another, so that arbitrary input is not merely prose.</summary>
    private static readonly string[] Pieces =
    [
        "<div>", "</div>", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<ol start=7>", "<b>", "</b>", "<i>", "</i>", "<a href='x'>", "<a href=javascript:x>", "</a>", "<pre>", "</pre>", "<br>",
        "<table>", "<tr>", "<td>", "<th>", "</table>", "<blockquote>", "</blockquote>", "<dl><dt>", "<dd>", "<h1>", "</h1>", "<h2>", "<svg>", "<math>", "<script>", "</script>", "<style>", "<!--", "-->",
        "<title>", "</title>", "<main>", "<article>", "<nav>", "<template>", "<select>", "&amp;", "&#xD83D;", "&#13;", "&nbsp;", "<![CDATA[", "<", ">", "\"", "<textarea>", "<body>", "<html>",
        "# ", "## ", "- ", "1. ", "> ", "```\n", "~~~\n", "*", "**", "_", "~~", "`", "[", "](", ")", "[[", "]]", "|", "|-|-|\n", "---\n", "+++\n", "[^1]", "[^1]: ", "[x] ", "![", "    ", "\t", "http://a.b ", "www.c.d",
        "tags: [a, b]\n", "title: x\n", "a: &b [c]\n", "d: *b\n", "\r", "\n", "\r\n", "\n\n", " ", "\0", "\uFEFF", "\uD83D", "\uDE00", "😀", "é", "word", "two words", "\u202E", "\u2028", "\u00AD", "\u0085",
    ];

    private static readonly Gen<string> Anything = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
        Gen.Elements(Pieces).ArrayOf(60).Select(string.Concat));

    [Theory]
    [InlineData(DocumentFormat.Text)]
    [InlineData(DocumentFormat.Markdown)]
    [InlineData(DocumentFormat.Html)]
    [InlineData(DocumentFormat.Code)]
    public void Any_string_becomes_well_formed_text_with_blocks_in_order(DocumentFormat format) =>
        Prop.ForAll(Anything.ToArbitrary(), content =>
        {
            var first = Parsed.Checked(new ParseInput(content, format, "https://example.org/a/b"));
            var second = Parsed.Checked(new ParseInput(content, format, "https://example.org/a/b"));
            Assert.Equal(first.Text, second.Text);
            Assert.Equal(first.Outline(), second.Outline());
            Assert.False(string.IsNullOrWhiteSpace(TitleDeriver.Derive(first)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Theory]
    [InlineData(DocumentFormat.Text)]
    [InlineData(DocumentFormat.Code)]
    public void Text_and_code_are_kept_to_the_letter(DocumentFormat format) =>
        Prop.ForAll(Anything.ToArbitrary(), content =>
        {
            var kept = content.StartsWith('\uFEFF') ? content[1..] : content;
            Assert.Equal(kept.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Length, Parsed.Checked(new ParseInput(content, format)).Text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void An_empty_document_has_neither_text_nor_title()
    {
        foreach (var format in Enum.GetValues<DocumentFormat>())
        {
            var document = Parsed.Checked(new ParseInput("", format));
            Assert.Equal("", document.Text);
            Assert.Empty(document.Blocks);
            Assert.Null(document.Title);
        }
    }

    [Fact]
    public void A_format_without_a_parser_is_unreadable() =>
        Assert.Equal(ErrorCode.UnreadableContent, Assert.Throws<CortexException>(() => DocumentParser.Parse(new ParseInput("x", (DocumentFormat)99), default)).Code);

    [Fact]
    public void A_cancelled_caller_gets_no_document() =>
        Assert.ThrowsAny<OperationCanceledException>(() => DocumentParser.Parse(new ParseInput("x", DocumentFormat.Html), new CancellationToken(canceled: true)));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text() => Assert.Equal("x", Parsed.Text("\uFEFFx").Text);

    [Fact]
    public void Text_is_cut_into_paragraphs_at_blank_lines()
    {
        var document = Parsed.Text("\r\n  first\r\nline \r\n \t\r\n\rsecond");
        Assert.Equal("\n  first\nline \n \t\n\nsecond", document.Text);
        Assert.Equal(["Paragraph:   first\nline ", "Paragraph: second"], document.Outline());
        Assert.Equal("first", document.Title);
    }

    [Fact]
    public void Code_knows_its_language_by_its_name()
    {
        var document = Parsed.Checked(new ParseInput("int a;\n\n\nint b;\n  int c;\n", DocumentFormat.Code, FileName: "src/x.cs"));
        Assert.Equal(["Code(csharp): int a;", "Code(csharp): int b;\n  int c;"], document.Outline());
        Assert.Null(document.Title);
        Assert.All(document.Blocks, b => Assert.Equal(BlockKind.Code, b.Kind));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        Assert.Equal("\uFFFDx", Parsed.Text("\uD83Dx").Text);
        Assert.Equal("x\uFFFD", Parsed.Text("x\uDE00").Text);
        Assert.Equal("\uFFFD\uFFFD", Parsed.Text("\uDE00\uD83D").Text);
        Assert.Equal("😀\uFFFD", Parsed.Text("😀\uD83D").Text);
    }

    [Fact]
    public void A_title_that_nobody_sees_is_none() =>
        Assert.Null(DocumentParser.Parse(new ParseInput("<title>\u00AD\u200B</title><p>Text", DocumentFormat.Html), CancellationToken.None).Title);
}
