namespace Cortex.Engine.Providers.Ollama;

/// <summary>
/// How long a context to ask for. Ollama's own choice is short, and it cuts what is longer without a word. Lengths go in steps of
/// two: another length loads the model anew.
/// </summary>
internal static class OllamaContext
{
    private const int Shortest = 4096, Answer = 2048, LongestUnknown = 32 * 1024;

    // A token is seldom less than three bytes, and hardly ever more than ten.
    private const double FewestBytes = 2.7, MostBytes = 10;

    /// <param name="bytes">Of the request's text.</param>
    /// <param name="limit">The most that the model reads; null where it is not known.</param>
    /// <returns>Null where no length of the model's will do.</returns>
    public static int? Choose(long bytes, int? output, int? limit)
    {
        var most = limit ?? LongestUnknown;
        if (bytes / MostBytes > most) return null;
        var needed = (bytes / FewestBytes) + (output is > 0 ? output.Value : Answer);
        long length = Shortest;
        while (length < needed) length *= 2;
        return (int)Math.Min(length, most);
    }
}
