using System.Text.RegularExpressions;

namespace Cortex.Engine.Knowledge.Parsing.Files.Mail;

/// <summary>Headers in the forms that programs have written them in.</summary>
internal static partial class MailHeader
{
    /// <summary>A date that .NET reads: without comments, and with the zones' names as numbers.</summary>
    public static string? Date(string? header)
    {
        if (header is null || header.Length > 200)
        {
            return null;
        }

        var date = Comment().Replace(header, "").Trim();
        var space = date.LastIndexOf(' ');
        var zone = date[(space + 1)..] switch
        {
            "UT" or "UTC" or "GMT" or "Z" or "-0000" => "+00:00",
            "EST" => "-05:00",
            "EDT" => "-04:00",
            "CST" => "-06:00",
            "CDT" => "-05:00",
            "MST" => "-07:00",
            "MDT" => "-06:00",
            "PST" => "-08:00",
            "PDT" => "-07:00",
            "CET" => "+01:00",
            "CEST" => "+02:00",
            _ => null,
        };
        return zone is null ? date : date[..(space + 1)] + zone;
    }

    /// <summary>The name of a person before their address; the address itself where there is no name.</summary>
    public static string? Name(string? from)
    {
        var angle = from?.IndexOf('<') ?? -1;
        return angle > 0 ? from![..angle].Trim().Trim('"') : from?.Trim().Trim('<', '>');
    }

    [GeneratedRegex("""\([^()]*\)""", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
