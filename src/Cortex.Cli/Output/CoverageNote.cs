using Cortex.Contract.Search;

namespace Cortex.Cli.Output;

internal static class CoverageNote
{
    /// <summary>Says so when not all of the library could be searched.</summary>
    public static void Print(Coverage coverage)
    {
        if (coverage.Searchable < coverage.Total)
            Terminal.Line(Terminal.Dim($"{coverage.Searchable:N0} of {coverage.Total:N0} items could be searched; `cortex index` reads the rest, `cortex status` says why they wait."));
    }
}
