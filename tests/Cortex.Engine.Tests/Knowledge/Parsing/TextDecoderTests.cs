using System.Text;
using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Cortex.Engine.Tests.Knowledge.Parsing;

public sealed class TextDecoderTests
{
    private const string Sample = "Grüße, κόσμε – 世界 😀\nsecond line of plain ASCII text";

    static TextDecoderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void A_byte_order_mark_decides(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        Assert.Equal(Sample, TextDecoder.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Sample)], "iso-8859-1").Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Unicode_is_known_without_a_mark(string charset) => Assert.Equal(Sample, TextDecoder.Decode(Encoding.GetEncoding(charset).GetBytes(Sample)).Text);

    [Theory]
    [InlineData("windows-1251", "Привет, мир")]
    [InlineData("koi8-r", "Привет, мир")]
    [InlineData("shift_jis", "日本語の文章")]
    [InlineData("euc-jp", "日本語の文章")]
    [InlineData("iso-2022-jp", "日本語の文章")]
    [InlineData("gb18030", "简体中文")]
    [InlineData("big5", "繁體中文")]
    [InlineData("iso-8859-1", "Grüße")]
    public void A_declared_charset_is_believed(string charset, string text) => Assert.Equal(text, TextDecoder.Decode(Encoding.GetEncoding(charset).GetBytes(text), charset).Text);

    [Theory]
    [InlineData("<meta charset=windows-1251>")]
    [InlineData("<html><head><META http-equiv='Content-Type' content='text/html; charset=windows-1251'>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1251\"?>")]
    public void A_page_may_declare_its_own(string start)
    {
        var bytes = Encoding.GetEncoding(1251).GetBytes(start + "Привет");
        Assert.EndsWith("Привет", TextDecoder.Decode(bytes, html: true).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Привет", TextDecoder.Decode(bytes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Valid_utf8_outweighs_a_wrong_declaration() => Assert.Equal("Grüße", TextDecoder.Decode("Grüße"u8, "iso-8859-1").Text);

    [Fact]
    public void Utf8_cut_within_a_character_stays_utf8()
    {
        var decoded = TextDecoder.Decode(Encoding.UTF8.GetBytes("Grüße und Küsse aus München für Jörg")[..^1].Append((byte)0xC3).ToArray(), "utf-8");
        Assert.StartsWith("Grüße und Küsse", decoded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bytes_are_read_as_windows_1252()
    {
        var decoded = TextDecoder.Decode([0x93, (byte)'a', 0x94, 0xE9], "no-such-charset");
        Assert.Equal(("“a”é", "windows-1252"), (decoded.Text, decoded.Charset));
    }

    [Fact]
    public void No_bytes_are_no_text() => Assert.Equal("", TextDecoder.Decode([]).Text);

    [Fact]
    public void Binary_content_is_refused()
    {
        byte[][] files =
        [
            [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 1],
            [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [.. "text with one zero\0byte"u8],
            [.. Enumerable.Range(0, 512).Select(i => (byte)(i * 37))],
            [.. Enumerable.Range(1, 400).Select(i => (byte)(1 + (i * 91 % 255)))],
            new byte[64],
        ];
        foreach (var file in files)
        {
            Assert.Equal(ErrorCode.BinaryContent, Assert.Throws<CortexException>(() => TextDecoder.Decode(file)).Code);
        }
    }

    [Fact]
    public void Any_bytes_are_text_or_binary() => Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), ArbMap.Default.GeneratorFor<string>().ToArbitrary(), (bytes, charset) =>
    {
        try
        {
            Assert.NotNull(TextDecoder.Decode(bytes, charset, html: true).Text);
        }
        catch (CortexException e)
        {
            Assert.Equal(ErrorCode.BinaryContent, e.Code);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
