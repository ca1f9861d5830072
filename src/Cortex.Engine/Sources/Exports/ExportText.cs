using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing;

namespace Cortex.Engine.Sources.Exports;

/// <summary>A whole file of an export as text.</summary>
internal static class ExportText
{
    /// <summary>A life's highlights are a hundredth of it.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    /// <exception cref="CortexException">too large, or no text</exception>
    public static string Read(string path) => SourceText.Normalize(TextDecoder.Decode(ReadBytes(path, MaxBytes)).Text);

    /// <exception cref="CortexException">too large</exception>
    public static byte[] ReadBytes(string path, long limit)
    {
        // What has grown since it was measured is cut off, and shows as damaged.
        using var file = File.OpenRead(path);
        if (file.Length > limit) throw new CortexException(ErrorCode.ExceedsLimits, $"{path} is larger than {limit / (1024 * 1024)} MiB.");
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
