using System.Text;

namespace Cortex.Engine.Knowledge.Parsing.Tables;

/// <summary>RFC 4180: values in quotation marks may hold delimiters and line ends, a doubled mark is one.</summary>
internal static class RowReader
{
    /// <summary>The rows that are not empty; null where a quotation does not end or a row has more columns than allowed.</summary>
    public static List<string[]>? Read(string content, char delimiter, int maxColumns, CancellationToken ct, int maxRows = int.MaxValue)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var at = 0;
        while (at < content.Length && rows.Count < maxRows)
        {
            ct.ThrowIfCancellationRequested();
            if (Value(content, delimiter, ref at) is not { } value || row.Count == maxColumns)
            {
                return null;
            }

            row.Add(value);
            if (at < content.Length && content[at] == delimiter)
            {
                at++;
                if (at < content.Length)
                {
                    continue;
                }

                row.Add("");
            }

            at++;
            if (row.Exists(static cell => !string.IsNullOrWhiteSpace(cell)))
            {
                rows.Add([.. row]);
            }

            row.Clear();
        }

        return rows;
    }

    /// <summary>Moves to the delimiter or line end behind the value.</summary>
    private static string? Value(string content, char delimiter, ref int at)
    {
        if (content[at] != '"')
        {
            var length = content.AsSpan(at).IndexOfAny(delimiter, '\n');
            var end = length < 0 ? content.Length : at + length;
            var plain = content.AsSpan(at, end - at).Trim();
            at = end;
            return plain.ToString();
        }

        var value = new StringBuilder();
        at++;
        while (true)
        {
            var length = content.AsSpan(at).IndexOf('"');
            if (length < 0)
            {
                return null;
            }

            value.Append(content, at, length);
            at += length + 1;
            if (at < content.Length && content[at] == '"')
            {
                value.Append('"');
                at++;
                continue;
            }

            // What follows the closing mark belongs to the value, as spreadsheets have it.
            var rest = content.AsSpan(at).IndexOfAny(delimiter, '\n');
            var end = rest < 0 ? content.Length : at + rest;
            value.Append(content.AsSpan(at, end - at).TrimEnd());
            at = end;
            return value.ToString();
        }
    }
}
