using System.Text.Json.Serialization;

namespace Cortex.Engine.Knowledge.Parsing;

[JsonConverter(typeof(JsonStringEnumConverter<DocumentFormat>))]
public enum DocumentFormat
{
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("markdown")] Markdown,
    [JsonStringEnumMemberName("html")] Html,
    [JsonStringEnumMemberName("code")] Code,
}
