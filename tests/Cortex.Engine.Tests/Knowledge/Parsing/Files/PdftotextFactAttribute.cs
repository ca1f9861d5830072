using Cortex.Engine.Knowledge.Parsing.Files.Pdf;

namespace Cortex.Engine.Tests.Knowledge.Parsing.Files;

/// <summary>A test that reads a PDF with the real pdftotext.</summary>
public sealed class PdftotextFactAttribute : FactAttribute
{
    private static readonly bool Present = IsPresent();

    public PdftotextFactAttribute()
    {
        if (!Present)
        {
            Skip = "pdftotext IS NOT INSTALLED (Debian package poppler-utils): no PDF was read.";
        }
    }

    private static bool IsPresent()
    {
        try
        {
            return PdfProgram.Find().Length > 0;
        }
        catch (CortexException)
        {
            return false;
        }
    }
}
