using System.IO.Compression;

namespace Cortex.Engine.Tests.Sources.Exports.Notion;

/// <summary>An export as Notion writes it: a page with pages below it, a database with rows, a picture.</summary>
internal static class NotionFiles
{
    public const string Home = "0123456789abcdef0123456789abcdef", Tasks = "11111111111111111111111111111111", Bread = "22222222222222222222222222222222", Soup = "33333333333333333333333333333333";

    public static readonly Dictionary<string, string> All = new()
    {
        [$"Home {Home}.md"] = $"# Home\n\nNote: all begins here.\n\nSee [Bake bread](Home/Tasks/Bake%20bread%20{Bread}.md).\n\n![Untitled](Home/Untitled.png)\n\n[Tasks](Home/Tasks%20{Tasks}.csv)\n",
        ["Home/Untitled.png"] = "no picture",
        [$"Home/Tasks {Tasks}.csv"] = "\uFEFFName,Status\nBake bread,Doing\n",
        [$"Home/Tasks {Tasks}_all.csv"] = "\uFEFFName,Status,Tags,Created,Hours\nBake bread,Doing,\"home, food\",\"January 5, 2024 10:00 AM\",3\nCook soup,Done,food,,\nNo page,Open,,,1\n",
        [$"Home/Tasks/Bake bread {Bread}.md"] = $"# Bake bread\n\nStatus: Doing\nTags: home, food\nCreated: January 5, 2024 10:00 AM\n\nKnead, then [home](../../Home%20{Home}.md).\nWarning: hot.\n",
        [$"Home/Tasks/Cook soup {Soup}.md"] = "# Cook soup\n\nStatus: Done\n",
    };

    public static void Unpack(string folder)
    {
        foreach (var (name, text) in All)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Zip() => Zip(All.Select(file => KeyValuePair.Create(file.Key, System.Text.Encoding.UTF8.GetBytes(file.Value))));
}
