using System.Globalization;
using System.Text;
using Cortex.Contract.Items;
using Cortex.Engine.Knowledge.Items;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Tests.Export;

/// <summary>Fills a library with items of every kind, by a seed.</summary>
internal static class SampleLibrary
{
    private static readonly DateTime Start = new(2019, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Titles =
    [
        "", "Plain", "CON", "con.txt", "a/b\\c:d*e?f\"g<h>i|j", "..", "../../etc/passwd", ".hidden", "-rf", "trailing. . .", "名前の無い", "Ünïcödé", "e\u0301 and é", "𝔘𝔫𝔦 👩‍👩‍👧", "\u202Egnp.exe", "tab\tline\nbreak",
        new string('x', 300), "nul\0inside", "PLAIN", "plain",
    ];

    private static readonly string[] Contents =
    [
        "# A note\n\nWith *Markdown* and a [link](https://example.org/).\n", "CRLF\r\nlines\r\n", "a NUL \0 inside", "emoji 👩‍👩‍👧 and 日本語 and e\u0301", "---\ntitle: own front matter\ntags: [x]\n---\nText\n",
        "trailing spaces   \n\n\n", "\uFEFFa byte-order mark", " ", "- one\n- two\n  - three\n\n> quote\n\n```csharp\nvar x = 1;\n```\n",
    ];

    private static readonly string[] Metadata =
    [
        "{}", "{ \"big\": 123456789012345678901234567890, \"e\": 1.50e3 }", "{\"nested\":{\"deep\":[1,[2,[3,{\"x\":null}]]]},\"text\":\"\\u0000 \\\"q\\\" é\"}",
        "{\"highlights\":[{\"quote\":\"marked\",\"note\":\"why\",\"color\":\"yellow\",\"location\":\"page 4\",\"created_at\":\"2020-01-01\"},{\"quote\":\"two\\nlines\"}]}",
    ];

    private static readonly string[][] Tags = [[], ["work"], ["Work", "work "], ["a,b", "c: d", "#hash", "\"quoted\"", "ключ"], [new string('t', 200)]];

    public static async Task FillAsync(Database database, int count, int seed)
    {
        var library = new Library(database);
        var random = new Random(seed);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(250))
        {
            var created = await database.Writer.RunAsync(Durability.Captured, db => numbers.Select(n => ItemWriter.Create(db, New(n, random), database.Time.GetUtcNow())).ToList());
            for (var i = 0; i < created.Count; i++)
            {
                var (n, id) = (numbers[i], created[i]);
                if (n % 7 == 0) await library.UpdateAsync(id, new UpdateItemRequest { Content = Contents[n % Contents.Length] + $"\nsecond {n}" });
                if (n % 14 == 0) await library.UpdateAsync(id, new UpdateItemRequest { Content = $"third {n}", Title = n % 28 == 0 ? "Retitled" : null });
                if (n % 14 == 0) await library.UpdateAsync(id, new UpdateItemRequest { Content = Contents[n % Contents.Length] + $"\nsecond {n}" });
                if (n % 11 == 0) await library.UpdateAsync(id, new UpdateItemRequest { Starred = true });
                if (n % 13 == 0) await library.DeleteAsync(id);
            }
        }

        await database.Writer.RunAsync(Durability.Captured, db => db.Execute("UPDATE items SET vanished_at = created_at + 5 WHERE pk % 17 = 0"));
    }

    private static NewItem New(int n, Random random)
    {
        var created = Start.AddMinutes(random.Next(3_000_000)).AddMilliseconds(random.Next(1000));
        var text = Contents[random.Next(Contents.Length)] + n.ToString(CultureInfo.InvariantCulture);
        var item = new NewItem
        {
            Content = text,
            Title = Titles[n % Titles.Length] is { Length: > 0 } title ? title : null,
            Tags = Tags[random.Next(Tags.Length)],
            Metadata = Metadata[random.Next(Metadata.Length)],
            CreatedAt = created,
            UpdatedAt = random.Next(2) == 0 ? created.AddDays(random.Next(300)) : null,
            OpenedAt = random.Next(4) == 0 ? created.AddHours(5) : null,
            Starred = random.Next(5) == 0,
            Source = n % 3 == 0 ? "api" : "import",
        };
        return (n % 6) switch
        {
            0 => item,
            1 => item with { ContentType = ContentType.Webpage, Format = DocumentFormat.Html, SourceUrl = $"https://example.org/{n}?q=a&b=ü", SourceKey = $"https://example.org/{n}", Content = $"<!doctype html><title>Page {n}</title><article><h1>Page</h1><p>{text.Replace("\0", "", StringComparison.Ordinal)} <b>bold</b></p></article>\r\n", Source = "web" },
            2 => item with { ContentType = ContentType.File, Format = DocumentFormat.Code, Language = "csharp", SourceKey = $"/tmp/gone/Program{n}.cs", Content = $"// ``` {n}\r\nvar x = \"{n}\";\n" },
            3 => item with { ContentType = ContentType.File, Format = DocumentFormat.Text, SourceKey = $"/tmp/gone/{n}/notes.txt", Content = $"text {n}\n* not a list\n# not a heading\n" },
            4 => item with { ContentType = ContentType.File, Format = DocumentFormat.Table, SourceKey = $"/tmp/gone/{n}.csv", Content = $"Tool,Price\nSextant | brass,{n}\n" },
            _ => item with
            {
                ContentType = ContentType.File,
                Format = DocumentFormat.Converted,
                SourceKey = $"upload:{n:x64}/letter.docx",
                Content = $"<html><head><title>Letter {n}</title></head><body><h1>Letter</h1><p>Dear {n}</p></body></html>",
                Original = new OriginalFile(n % 12 == 5 ? "../letter\0.docx" : "letter.docx", n % 4 == 0 ? null : "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Encoding.UTF8.GetBytes($"PK\u0003\u0004 not really {n}\0\0")),
            },
        };
    }

    /// <summary>Everything that is kept of every item, in an order that any library has, for comparison.</summary>
    public static List<string> Describe(Database database) => database.ReadSnapshot(db =>
    {
        var lines = db.Query("""
            SELECT id, version, revision, hex(CAST(title AS BLOB)), title_derived, content_type, format, language, source_url, source, hex(CAST(source_key AS BLOB)), hex(content_hash), hex(CAST(metadata AS BLOB)),
              starred, opened_at, created_at, updated_at, vanished_at, deleted_at, (SELECT json_group_array(hex(CAST(tag AS BLOB))) FROM (SELECT tag FROM item_tags WHERE item_pk = pk ORDER BY position)) FROM items ORDER BY pk
            """, row => "item " + string.Join('|', Enumerable.Range(0, 20).Select(column => row.TextOrNull(column) ?? "null")));
        lines.AddRange(db.Query("SELECT i.id, r.revision, r.created_at, hex(CAST(r.content AS BLOB)) FROM revisions r JOIN items i ON i.pk = r.item_pk ORDER BY i.pk, r.revision",
            row => $"revision {row.Text(0)} {row.Long(1)} {row.Long(2)} {row.Text(3)}"));
        lines.AddRange(db.Query("SELECT i.id, hex(CAST(o.name AS BLOB)), o.media_type, hex(o.bytes) FROM originals o JOIN items i ON i.pk = o.item_pk ORDER BY i.pk",
            row => $"original {row.Text(0)} {row.Text(1)} {row.TextOrNull(2)} {row.Text(3)}"));
        return lines;
    });
}
