using System.CommandLine;
using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Knowledge.Items;

namespace Cortex.Cli.Results;

/// <summary>An item as a person names it: by its number in what was listed last, or by its id or a part of it.</summary>
/// <param name="Result">What was shown under that number; null for one named by its id.</param>
internal sealed record ItemReference(string ItemId, LastResult? Result)
{
    // Shorter than any part of an id: a number is never mistaken for one.
    private const int MaxDigits = ItemIds.LeastPart - 1;

    public static Argument<string[]> Several(ArgumentArity arity) => new("item") { Description = "Its number in the last list or search, its id, or a part of its id.", Arity = arity };

    public static bool IsNumber(string text) => text.Length is > 0 and <= MaxDigits && text.All(char.IsAsciiDigit);

    /// <summary>Whether a text is written like a number or an id.</summary>
    public static bool IsOne(string text) => IsNumber(text) || ItemIds.IsPart(text);

    /// <param name="trashed">Whether it must be in the trash, in place of the library.</param>
    /// <exception cref="CortexException">there is no such number or item, or several</exception>
    public static ItemReference Resolve(CortexEngine engine, string text, bool trashed = false)
    {
        if (!IsNumber(text))
        {
            return ItemIds.IsPart(text) ? new ItemReference(engine.Items.FindId(text, trashed), Result: null)
                : throw new CortexException(ErrorCode.InvalidArgument, $"“{text}” is neither the number of a hit nor an id, or too short a part of one ({ItemIds.LeastPart} characters do). `cortex list` and `cortex search` show both.");
        }

        var last = LastResults.Read(engine.Database.Folder) ?? throw new CortexException(ErrorCode.InvalidArgument, $"Nothing has been listed yet that number {text} could be of. `cortex search` or `cortex list` gives numbers.");
        var number = int.Parse(text, CultureInfo.InvariantCulture);
        if (number < 1 || number > last.Results.Count) throw new CortexException(ErrorCode.InvalidArgument, $"There is no number {number}: {Told(last)} {Count(last.Results.Count)}.");
        var result = last.Results[number - 1];
        return new ItemReference(engine.Items.FindId(result.ItemId, trashed), result);
    }

    public static IReadOnlyList<ItemReference> ResolveAll(CortexEngine engine, IEnumerable<string> texts, bool trashed = false) =>
        [.. texts.Select(text => Resolve(engine, text, trashed)).DistinctBy(item => item.ItemId)];

    private static string Told(LastResults last) => $"`cortex {last.Verb}{(last.Query.Length > 0 ? $" {last.Query}" : "")}` showed";

    private static string Count(int count) => count switch { 0 => "nothing", 1 => "one", _ => count.ToString(CultureInfo.InvariantCulture) };
}
