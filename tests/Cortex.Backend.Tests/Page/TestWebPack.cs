using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Cortex.Backend.Page;

namespace Cortex.Backend.Tests.Page;

/// <summary>A pack as the build writes it: a page, a script in both codings, a font that is not compressed.</summary>
internal static class TestWebPack
{
    public const string Index = "<!doctype html><title>Cortex</title>", Script = "console.log('here'); console.log('here'); console.log('here');";

    public static WebPack Pack { get; } = WebPack.Read(Write());

    private static byte[] Write()
    {
        var bytes = new MemoryStream();
        string Put(byte[] blob)
        {
            var at = bytes.Position;
            bytes.Write(blob);
            return $"[{at},{blob.Length}]";
        }

        var script = Encoding.UTF8.GetBytes(Script);
        var head = Encoding.UTF8.GetBytes($$"""
            {"routes":["/","/items/{id}"],"files":[
            {"path":"/index.html","type":"text/html; charset=utf-8","immutable":false,"tag":"i1","plain":{{Put(Encoding.UTF8.GetBytes(Index))}},"brotli":null},
            {"path":"/assets/main-1a2b3c.js","type":"text/javascript; charset=utf-8","immutable":true,"tag":"s1","plain":{{Put(script)}},"brotli":{{Put(Compress(script))}}},
            {"path":"/assets/text-4d5e6f.woff2","type":"font/woff2","immutable":true,"tag":"f1","plain":{{Put([1, 2, 3])}},"brotli":null}]}
            """);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
        return [.. length, .. head, .. bytes.ToArray()];
    }

    private static byte[] Compress(byte[] plain)
    {
        var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal)) brotli.Write(plain);
        return compressed.ToArray();
    }
}
