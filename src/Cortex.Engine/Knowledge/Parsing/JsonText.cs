using System.Buffers;
using System.Text.Json;

namespace Cortex.Engine.Knowledge.Parsing;

/// <summary>JSON values built without reflection.</summary>
internal static class JsonText
{
    public static JsonElement Element(string text) => Element(w => w.WriteStringValue(SourceText.WellFormed(text)));

    public static JsonElement Element(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
