using System.Text.RegularExpressions;

namespace Cortex.Engine.Sources.Exports.Notion;

/// <summary>The name of a file or folder in an export of Notion: what a person called it, and the id behind that.</summary>
/// <param name="Title">Without id and extension.</param>
/// <param name="Id">32 hexadecimal digits in lower case; null where there is none.</param>
/// <param name="Extension">Lower case, with the dot.</param>
/// <param name="IsAll">A database with all its columns, beside one with those of a view.</param>
internal sealed partial record NotionName(string Title, string? Id, string Extension, bool IsAll)
{
    public bool IsPage => Extension == ".md";
    public bool IsDatabase => Extension == ".csv";

    /// <param name="path">With '/' between folders.</param>
    public static NotionName Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (extension is not (".md" or ".csv")) extension = "";
        var stem = name[..^extension.Length];
        return Pattern().Match(stem) is { Success: true } match
            ? new NotionName(match.Groups[1].Value.Trim(), match.Groups[2].Value.ToLowerInvariant(), extension, match.Groups[3].Success)
            : new NotionName(stem, null, extension, IsAll: false);
    }

    /// <summary>The folders that a path goes through, by the names that people gave them.</summary>
    public static IReadOnlyList<string> Folders(string path) =>
        [.. path.Split('/')[..^1].Select(folder => Of(folder).Title).Where(title => title.Length > 0 && !Wrapper().IsMatch(title))];

    /// <summary>Whether a name is that of a part of an export, or of the folder around it.</summary>
    public static bool IsWrapper(string name) => Wrapper().IsMatch(name);

    [GeneratedRegex("^(.*?)[ ]?([0-9a-fA-F]{32})(_all)?$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?:[0-9a-f-]{36}_)?(?:Export-[0-9a-f-]{8,36}(?:-Part-[0-9]+)?|Part-[0-9]+)(?:\.zip)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Wrapper();
}
