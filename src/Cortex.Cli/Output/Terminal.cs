using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortex.Contract.Search;
using Cortex.Engine.Secrets;

namespace Cortex.Cli.Output;

/// <summary>Writes for a person. Foreign text cannot steer the terminal: control, bidi and invisible characters are taken out.</summary>
internal static class Terminal
{
    private static readonly bool Colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Whether progress may be drawn.</summary>
    public static bool IsInteractive => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Whether a person reads the output as it comes, on a terminal that takes more than plain text.</summary>
    public static bool IsRead => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Columns of the terminal; 80 where there is none.</summary>
    public static int Width => Size(() => Console.WindowWidth, 80, least: 20);

    /// <summary>Lines of the terminal; 24 where there is none.</summary>
    public static int Height => Size(() => Console.WindowHeight, 24, least: 5);

    public static void Line(string text = "") => Console.Out.WriteLine(text);

    public static void Error(string message) => Console.Error.WriteLine("cortex: " + Clean(SecretText.Redact(message), keepLines: true));

    public static void Json<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = type.Options.Encoder })) JsonSerializer.Serialize(writer, value, type);
        output.Write("\n"u8);
    }

    public static string Bold(string text) => Styled("1", text);

    public static string Dim(string text) => Styled("2", text);

    public static string Red(string text) => Styled("31", text);

    /// <summary>The text on one line, its spans marked.</summary>
    /// <param name="keepSpaces">Whether spaces stay as many as they are, as in source code.</param>
    public static string Marked(string text, IReadOnlyList<TextSpan> spans, bool keepSpaces = false)
    {
        var line = new StringBuilder();
        var at = 0;
        foreach (var span in spans.Where(span => span.Start >= at && span.End <= text.Length).OrderBy(span => span.Start))
        {
            if (span.Start < at) continue;
            line.Append(Clean(text[at..span.Start], keepSpaces: keepSpaces)).Append(Styled("1;33", Clean(text[span.Start..span.End], keepSpaces: keepSpaces)));
            at = span.End;
        }

        return line.Append(Clean(text[at..], keepSpaces: keepSpaces)).ToString();
    }

    public static string Clean(string text, bool keepLines = false, bool keepSpaces = false)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter == '\n' && keepLines) clean.Append('\n');
            else if (keepSpaces && char.IsWhiteSpace(letter)) clean.Append(letter == '\t' ? "    " : " ");
            else if (char.IsWhiteSpace(letter)) clean.Append(clean.Length > 0 && clean[^1] == ' ' ? "" : " ");
            else if (!IsSteering(letter)) clean.Append(letter);
        }

        return clean.ToString();
    }

    private static bool IsSteering(char letter) =>
        char.IsControl(letter) || letter is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';

    /// <summary>Cut to so many columns, a letter each.</summary>
    public static string Cut(string text, int columns)
    {
        if (text.Length <= columns) return text;
        var end = Math.Max(0, columns - 1);
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private static int Size(Func<int> read, int otherwise, int least)
    {
        if (Console.IsOutputRedirected) return otherwise;
        try { return read() is > 0 and var size ? Math.Max(least, size) : otherwise; }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException) { return otherwise; }
    }

    private static string Styled(string style, string text) => Colour ? $"\u001b[{style}m{text}\u001b[0m" : text;
}
