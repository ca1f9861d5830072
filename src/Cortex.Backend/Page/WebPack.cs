using System.Buffers.Binary;
using System.Reflection;
using System.Text.Json;

namespace Cortex.Backend.Page;

/// <summary>
/// The built web UI in one resource: the length of a JSON head (4 bytes, little endian), the head
/// <c>{routes: [path], files: [{path, type, immutable, tag, plain: [offset, length], brotli: [offset, length] or null}]}</c>, and the bytes that it points into.
/// </summary>
/// <param name="Routes">The paths that the UI itself understands, as patterns: all answer <c>/index.html</c>.</param>
/// <param name="Files">By their path.</param>
internal sealed record WebPack(IReadOnlyList<string> Routes, IReadOnlyDictionary<string, WebFile> Files)
{
    public const string Index = "/index.html";

    private static readonly Lazy<WebPack?> Resource = new(ReadResource);

    /// <summary>What this build brought along; null when the web UI was not built.</summary>
    public static WebPack? Embedded => Resource.Value;

    public static WebPack Read(ReadOnlyMemory<byte> pack)
    {
        var headLength = BinaryPrimitives.ReadInt32LittleEndian(pack.Span);
        using var head = JsonDocument.Parse(pack.Slice(sizeof(int), headLength));
        var bytes = pack[(sizeof(int) + headLength)..];
        ReadOnlyMemory<byte> Slice(JsonElement span) => bytes.Slice(span[0].GetInt32(), span[1].GetInt32());
        var files = head.RootElement.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!, file => new WebFile(
            file.GetProperty("type").GetString()!,
            file.GetProperty("immutable").GetBoolean(),
            $"\"{file.GetProperty("tag").GetString()}\"",
            Slice(file.GetProperty("plain")),
            file.GetProperty("brotli") is { ValueKind: JsonValueKind.Array } brotli ? Slice(brotli) : (ReadOnlyMemory<byte>?)null), StringComparer.Ordinal);
        return new WebPack([.. head.RootElement.GetProperty("routes").EnumerateArray().Select(route => route.GetString()!)], files);
    }

    private static WebPack? ReadResource()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("web.pack");
        if (resource is null) return null;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return Read(bytes);
    }
}
