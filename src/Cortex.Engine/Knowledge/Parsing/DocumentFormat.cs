using System.Text.Json.Serialization;

namespace Cortex.Engine.Knowledge.Parsing;

[JsonConverter(typeof(JsonStringEnumConverter<DocumentFormat>))]
public enum DocumentFormat
{
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("markdown")] Markdown,
    [JsonStringEnumMemberName("html")] Html,
    [JsonStringEnumMemberName("code")] Code,

    /// <summary>What a file reader made of a document that is no text: blocks written as well-formed HTML.</summary>
    [JsonStringEnumMemberName("converted")] Converted,

    /// <summary>Rows of values parted by commas, semicolons or tabs.</summary>
    [JsonStringEnumMemberName("table")] Table,
}
