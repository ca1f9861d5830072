using System.Buffers;
using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Files.Pdf;

/// <summary>Letters that type joins into one sign: "ﬁ" is not found by who searches "fi".</summary>
internal static class Ligatures
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("\uFB00\uFB01\uFB02\uFB03\uFB04\uFB05\uFB06");

    public static string Apart(string word)
    {
        if (word.AsSpan().IndexOfAny(Signs) < 0)
        {
            return word;
        }

        var apart = new StringBuilder();
        foreach (var c in word)
        {
            _ = c switch
            {
                '\uFB00' => apart.Append("ff"),
                '\uFB01' => apart.Append("fi"),
                '\uFB02' => apart.Append("fl"),
                '\uFB03' => apart.Append("ffi"),
                '\uFB04' => apart.Append("ffl"),
                '\uFB05' or '\uFB06' => apart.Append("st"),
                _ => apart.Append(c),
            };
        }

        return apart.ToString();
    }
}
