using System.Net;
using System.Text;
using System.Text.Json;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Tests.Secrets;

public sealed class SecretTextTests
{
    // Characters that each encoding changes.
    private const string Key = "sk-Redacted/+~\"'<&>%\\0a1b2c3d4eWXYZ";

    public SecretTextTests() => SecretText.Hide(Key);

    public static TheoryData<string> Encoded() =>
    [
        Key,
        Uri.EscapeDataString(Key),
        Uri.EscapeDataString(Key).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%7E", "%7e", StringComparison.Ordinal).Replace("%3C", "%3c", StringComparison.Ordinal).Replace("%3E", "%3e", StringComparison.Ordinal).Replace("%5C", "%5c", StringComparison.Ordinal),
        WebUtility.UrlEncode(Key),
        // As a server leaves it that decodes an address but for its slashes.
        Key.Replace("/", "%2F", StringComparison.Ordinal),
        Uri.EscapeDataString(Uri.EscapeDataString(Key)),
        string.Concat(Key.Select(letter => $"%{(int)letter:X2}")),
        string.Concat(Key.Select(letter => $"\\u{(int)letter:x4}")),
        JsonSerializer.Serialize(JsonSerializer.Serialize(Key, JsonSerializerOptions.Default), JsonSerializerOptions.Default)[7..^7],
        JsonSerializer.Serialize(Key, JsonSerializerOptions.Default)[1..^1],
        Convert.ToHexString(Encoding.UTF8.GetBytes(Key)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Key)),
    ];

    [Theory]
    [MemberData(nameof(Encoded))]
    public void A_known_key_is_taken_out_in_every_form(string form)
    {
        Assert.Equal("Bearer [key] was refused; [key][key].", SecretText.Redact($"Bearer {form} was refused; {form}{form}."));
        Assert.Equal("[key]", SecretText.Redact(form));
    }

    [Fact]
    public void Base64_of_it_is_taken_out_wherever_it_stands_in_a_longer_text()
    {
        for (var before = 0; before < 4; before++)
        {
            for (var after = 0; after < 4; after++)
            {
                var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('u', before) + Key + new string('v', after)));
                foreach (var form in (string[])[text, text.Replace('+', '-').Replace('/', '_'), text.TrimEnd('=')])
                {
                    var clean = SecretText.Redact($"Basic {form}");
                    Assert.Contains("[key]", clean);
                    // At most the characters at the edges, which hold bits of the neighbours as well.
                    Assert.True(clean.Length <= "Basic [key]".Length + 12, clean);
                }
            }
        }
    }

    [Theory]
    [InlineData("Incorrect API key provided: sk-Reda***************************WXYZ. You can", "Incorrect API key provided: [key]. You can")]
    [InlineData("key ****WXYZ, key sk-****", "key [key], key [key]")]
    [InlineData("***bold*** and *** stars", "***bold*** and *** stars")]
    public void What_a_provider_leaves_of_it_is_taken_out(string text, string clean) => Assert.Equal(clean, SecretText.Redact(text));

    [Fact]
    public void Other_texts_are_the_same_object()
    {
        const string Text = "Nothing of it is here, but sk- and much else, over and over.";
        Assert.Same(Text, SecretText.Redact(Text));
    }

    [Theory]
    [InlineData('\\')]
    [InlineData('%')]
    [InlineData('*')]
    public void A_hostile_text_takes_no_longer_than_it_is_long(char letter)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var text = new string(letter, 1_000_000);
        Assert.Equal(text, SecretText.Redact(text));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void Placeholders_are_left_alone()
    {
        SecretText.Hide("ollama");
        Assert.Equal("ollama does not run", SecretText.Redact("ollama does not run"));
    }

    [Fact]
    public void A_key_within_another_leaves_nothing_of_either()
    {
        SecretText.Hide("sk-inner-part");
        SecretText.Hide("sk-inner-part-and-more");
        Assert.Equal("[key] [key].", SecretText.Redact("sk-inner-part-and-more sk-inner-part."));
    }

    [Fact]
    public void A_key_shows_itself_to_nobody()
    {
        var key = ProviderKey.Parse(Key);
        Assert.Equal("[key]", $"{key}");
        Assert.Equal("{}", JsonSerializer.Serialize(key, JsonSerializerOptions.Default));
        Assert.DoesNotContain("sk-", new FoundKey(key, default, null).ToString());
        Assert.Equal(Key, key.Reveal());
    }
}
