using Cortex.Contract.Search;

namespace Cortex.Cli.Output;

internal static class CoverageNote
{
    /// <summary>Says so when not all of the library could be searched.</summary>
    public static void Print(Coverage coverage)
    {
        if (coverage.Searchable < coverage.Total)
            Terminal.Line(Terminal.Dim($"{coverage.Searchable:N0} of {coverage.Total:N0} items could be searched; `cortex index` reads the rest, `cortex status` says why they wait."));
        else if (coverage.ByMeaning < coverage.Searchable)
            Terminal.Line(Terminal.Dim($"All are found by their words, {coverage.ByMeaning:N0} of {coverage.Total:N0} by their meaning so far; `cortex status` says how long the rest takes."));
    }
}
