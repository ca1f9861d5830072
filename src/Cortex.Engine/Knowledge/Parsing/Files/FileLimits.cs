using Cortex.Contract.Errors;

namespace Cortex.Engine.Knowledge.Parsing.Files;

/// <summary>What a file may cost, whatever it claims of itself. Far above any real document, far below what would hurt.</summary>
internal static class FileLimits
{
    /// <summary>Characters of text, some 3,000 pages.</summary>
    public const int Text = 10_000_000;

    /// <summary>Paragraphs, rows and the like.</summary>
    public const int Blocks = 500_000;

    /// <summary>Files in an archive.</summary>
    public const int Entries = 20_000;

    /// <summary>Bytes read from one file of an archive, and from all.</summary>
    public const long EntryBytes = 64L * 1024 * 1024, TotalBytes = 192L * 1024 * 1024;

    /// <summary>Bytes read for each byte of the archive, once they are more than <see cref="RatioFloor"/>.</summary>
    public const int Ratio = 200;
    public const long RatioFloor = 16L * 1024 * 1024;

    /// <summary>Elements within elements.</summary>
    public const int Depth = 512;

    public static CortexException Exceeded(string what) => new(ErrorCode.ExceedsLimits, what);

    public static void Check(BlockWriter writer)
    {
        CheckText(writer.Length);
        if (writer.Started > Blocks)
        {
            throw Exceeded($"The document has more than {Blocks:N0} paragraphs.");
        }
    }

    public static void CheckText(int length)
    {
        if (length > Text)
        {
            throw Exceeded($"The document has more than {Text:N0} characters.");
        }
    }
}
