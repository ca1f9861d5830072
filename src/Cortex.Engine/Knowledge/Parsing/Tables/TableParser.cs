using System.Globalization;
using System.Text.Json;
using Cortex.Contract.Items;

namespace Cortex.Engine.Knowledge.Parsing.Tables;

/// <summary>
/// Rows of values: each becomes a row that can be read by itself, "Name: Ann, City: Oslo", because a passage found in the
/// middle of a table has its header nowhere near. What is no table after all is read as text.
/// </summary>
internal sealed class TableParser : IDocumentParser
{
    /// <summary>Repeating the header may make a text so many times longer, no more.</summary>
    private const int MaxGrowth = 4;
    private const int MaxColumns = 1000;

    public DocumentFormat Format => DocumentFormat.Table;

    public ParsedDocument Parse(ParseInput input, CancellationToken ct)
    {
        var delimiter = Delimiter.Of(input.Content, input.FileName);
        if (delimiter is not { } found || RowReader.Read(input.Content, found, MaxColumns, ct) is not { Count: > 0 } rows)
        {
            return new TextParser().Parse(input with { Format = DocumentFormat.Text }, ct) with { Title = null };
        }

        var header = HasHeader(rows) ? rows[0] : null;
        var repeats = header is not null && (long)header.Sum(name => name.Length + 2) * rows.Count <= (long)MaxGrowth * input.Content.Length;
        var writer = new BlockWriter();
        for (var i = repeats ? 1 : 0; i < rows.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            writer.Begin(new BlockShape(BlockKind.TableRow));
            Write(writer, rows[i], repeats ? header : null);
        }

        var (text, blocks) = writer.Finish();
        return new ParsedDocument { Text = text, Blocks = blocks, Metadata = Describe(header, rows) };
    }

    private static void Write(BlockWriter writer, string[] row, string[]? header)
    {
        var any = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(row[i]))
            {
                continue;
            }

            if (any)
            {
                writer.NextCell(1);
            }

            any = true;
            if (header is not null && i < header.Length && header[i].Length > 0)
            {
                writer.Write(header[i]);
                writer.Write(": ");
            }

            writer.Write(row[i]);
        }
    }

    /// <summary>A first row of names: each its own, none a number, where further rows follow.</summary>
    private static bool HasHeader(List<string[]> rows) =>
        rows.Count > 1
        && rows[0].All(name => !string.IsNullOrWhiteSpace(name) && name.Length <= 100 && !IsValue(name))
        && rows[0].Distinct(StringComparer.OrdinalIgnoreCase).Count() == rows[0].Length;

    private static bool IsValue(string cell) =>
        double.TryParse(cell, NumberStyles.Any, CultureInfo.InvariantCulture, out _) || DateTime.TryParse(cell, CultureInfo.InvariantCulture, out _)
        || cell.Contains("://", StringComparison.Ordinal) || cell.Contains('@');

    private static Dictionary<string, JsonElement> Describe(string[]? header, List<string[]> rows)
    {
        var metadata = new Dictionary<string, JsonElement> { ["row_count"] = JsonText.Element(json => json.WriteNumberValue(rows.Count - (header is null ? 0 : 1))) };
        if (header is not null)
        {
            metadata["columns"] = JsonText.Element(json =>
            {
                json.WriteStartArray();
                foreach (var name in header)
                {
                    json.WriteStringValue(SourceText.WellFormed(name));
                }

                json.WriteEndArray();
            });
        }

        return metadata;
    }
}
