using System.Net;
using System.Text;

namespace Cortex.Cli.Tests;

/// <summary>A key that must be found nowhere, and how it could be written.</summary>
internal sealed class Canary(string value)
{
    private readonly List<(string Form, byte[] Bytes)> _forms = Forms(value);

    public string Value => value;

    /// <summary>Fails when any form of the key stands in what was written.</summary>
    public void AssertAbsent(string where, string written) => AssertAbsent(where, Encoding.UTF8.GetBytes(written));

    public void AssertAbsent(string where, ReadOnlySpan<byte> written)
    {
        foreach (var (form, bytes) in _forms) Assert.True(written.IndexOf(bytes) < 0, $"{where} has the key ({form}).");
    }

    /// <summary>Looks through every file below a folder.</summary>
    public void AssertAbsentBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            AssertAbsent("The name of a file", file);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            AssertAbsent(file, content.GetBuffer().AsSpan(0, (int)content.Length));
        }
    }

    // Base64 keeps what stands wholly within its groups of three bytes, whatever is before and after.
    private static List<(string Form, byte[] Bytes)> Forms(string value)
    {
        var raw = Encoding.UTF8.GetBytes(value);
        List<(string, byte[])> forms =
        [
            ("as it is", raw),
            ("UTF-16", Encoding.Unicode.GetBytes(value)),
            ("UTF-16 BE", Encoding.BigEndianUnicode.GetBytes(value)),
            ("its last characters", raw[^12..]),
        ];
        foreach (var text in (string[])[Uri.EscapeDataString(value), WebUtility.UrlEncode(value), Convert.ToHexString(raw), Convert.ToHexStringLower(raw)]) forms.Add(("encoded", Encoding.ASCII.GetBytes(text)));
        for (var skipped = 0; skipped < 3; skipped++)
        {
            var whole = Convert.ToBase64String(raw, skipped, (raw.Length - skipped) / 3 * 3);
            forms.Add(("base64", Encoding.ASCII.GetBytes(whole)));
            forms.Add(("base64 for addresses", Encoding.ASCII.GetBytes(whole.Replace('+', '-').Replace('/', '_'))));
        }

        return forms;
    }
}
