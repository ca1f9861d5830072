using System.Text;

namespace Cortex.Engine.Secrets;

/// <summary>The ways in which a key is written.</summary>
internal static class KeyForms
{
    /// <summary>As it is, in hexadecimal and in base64.</summary>
    public static IEnumerable<string> Of(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        List<string> forms = [key, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)];
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
}
