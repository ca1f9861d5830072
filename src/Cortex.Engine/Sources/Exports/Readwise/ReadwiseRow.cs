namespace Cortex.Engine.Sources.Exports.Readwise;

/// <summary>A row's values by the names of their columns; a row may be shorter than the first one.</summary>
internal readonly struct ReadwiseRow(string[] columns, string[] values)
{
    public IEnumerable<KeyValuePair<string, string>> Fields => columns.Zip(values, KeyValuePair.Create);

    /// <summary>Empty where there is none.</summary>
    public string this[string column] => Array.IndexOf(columns, column) is >= 0 and var at && at < values.Length ? values[at] : "";
}
