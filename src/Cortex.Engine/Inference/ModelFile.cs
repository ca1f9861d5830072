using System.Globalization;
using System.Security.Cryptography;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Inference;

/// <summary>What tells one model file from another.</summary>
public static class ModelFile
{
    /// <summary>SHA-256 in hex.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c>: it cannot be read.</exception>
    public static string HashOf(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CortexException(ErrorCode.ModelInvalid, $"The model {path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Length and time of last write: while they stay, the hash is not taken anew. Empty where there is no file.</summary>
    public static string Fingerprint(string path) =>
        new FileInfo(path) is { Exists: true } file ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}") : "";
}
