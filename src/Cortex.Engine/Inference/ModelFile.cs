using System.Globalization;
using System.Security.Cryptography;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Inference;

/// <summary>Tells one model file from another.</summary>
public static class ModelFile
{
    /// <summary>The SHA-256 of its bytes, in 64 lower-case hex digits: the same wherever the file lies. Reads all of it.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c> where it cannot be read</exception>
    public static string HashOf(string path) => Reading(path, file =>
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    /// <summary>Changes whenever the file does, as far as its length and last write tell, and reads nothing of it: while it is the same, so is the hash.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c> where it cannot be read</exception>
    public static string Fingerprint(string path) => Reading(path, file => string.Create(
        CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}"));

    private static string Reading(string path, Func<FileInfo, string> read)
    {
        try
        {
            // What a link points to may change while the link does not.
            var file = new FileInfo(path);
            return read((FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CortexException(ErrorCode.ModelInvalid, $"The model file {path} cannot be read: {e.Message}", e);
        }
    }
}
