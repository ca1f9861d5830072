using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Tables;

public class TableParserTests
{
    [Fact]
    public void EachRowReadsByItself()
    {
        var document = Read("Name,City,Note\r\nAnn,Oslo,\"a, \"\"b\"\"\nc\"\r\nBob,,x\r\n\r\n");
        Assert.Equal(["TableRow: Name: Ann\tCity: Oslo\tNote: a, \"b\" c", "TableRow: Name: Bob\tNote: x"], document.Outline());
        Assert.Equal((2, "City"), (document.Metadata["row_count"].GetInt32(), document.Metadata["columns"][1].GetString()));
        Assert.Null(document.Title);
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n2,5;3", "a: 1,5\tb: 2")]
    [InlineData("a\tb\n1, 2\t2", "a: 1, 2\tb: 2")]
    [InlineData("a|b\n1|2", "a: 1\tb: 2")]
    [InlineData("1,2\n3,4", "1\t2")]
    [InlineData("a,a\n3,4", "a\ta")]
    public void DelimiterAndHeaderAreFoundOut(string content, string first) => Assert.Equal("TableRow: " + first, Read(content).Outline()[0]);

    [Theory]
    [InlineData("Dear Ann,\nthis is a letter.\nIt has, well, commas, here and there.\nYours\n")]
    [InlineData("a,b\n1,\"never ends\n2,3\n")]
    [InlineData("one\ntwo\n")]
    public void WhatIsNoTableIsText(string content) => Assert.All(Read(content).Outline(), line => Assert.StartsWith("Paragraph: ", line));

    [Fact]
    public void ALongHeaderOverManyShortRowsIsNotRepeatedForEver()
    {
        var content = string.Join(',', Enumerable.Range(0, 500).Select(i => $"a long name of column {i}")) + "\n" + string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("1", 500)) + "\n", 500));
        Assert.InRange(Read(content).Text.Length, 1, 5 * content.Length);
    }

    [Fact]
    public void ATabbedFileIsReadByItsName() => Assert.Equal("TableRow: a, b: 1, 2\tc: 3", Parsed.Checked(new ParseInput("a, b\tc\n1, 2\t3", DocumentFormat.Table, FileName: "x.tsv")).Outline()[0]);

    private static ParsedDocument Read(string content) => Parsed.Checked(new ParseInput(content, DocumentFormat.Table, FileName: "x.csv"));
}
