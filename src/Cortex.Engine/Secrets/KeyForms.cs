using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Cortex.Engine.Secrets;

/// <summary>The ways in which a key is written.</summary>
internal static class KeyForms
{
    public static IEnumerable<string> Of(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        var url = Uri.EscapeDataString(key);
        List<string> forms =
        [
            key,
            url, LowerEscapes(url), WebUtility.UrlEncode(key),
            JavaScriptEncoder.Default.Encode(key), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(key),
            Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes),
        ];
        // Within a longer text ("user:KEY") a key begins at any of the three places of base64's groups.
        for (var place = 0; place < 3; place++)
        {
            var base64 = Inner(bytes, place);
            forms.Add(base64);
            forms.Add(base64.Replace('+', '-').Replace('/', '_'));
        }

        return forms.Where(form => form.Length >= SecretText.MinLength).Distinct(StringComparer.Ordinal);
    }

    // Only the characters that do not depend on what stands before and after the key.
    private static string Inner(byte[] bytes, int place)
    {
        var text = Convert.ToBase64String([.. new byte[place], .. bytes]).TrimEnd('=');
        var first = place == 0 ? 0 : place + 1;
        var last = (place + bytes.Length) * 8 / 6;
        return text[first..last];
    }

    private static string LowerEscapes(string url)
    {
        var lower = url.ToCharArray();
        for (var at = 0; at + 2 < lower.Length; at++)
        {
            if (lower[at] != '%') continue;
            lower[at + 1] = char.ToLowerInvariant(lower[at + 1]);
            lower[at + 2] = char.ToLowerInvariant(lower[at + 2]);
        }

        return new string(lower);
    }
}
