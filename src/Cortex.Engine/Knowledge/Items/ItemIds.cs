using Cortex.Contract.Errors;
using Cortex.Engine.Storage;

namespace Cortex.Engine.Knowledge.Items;

/// <summary>Finds an item by its id, or by a part of it that no other has.</summary>
/// <remarks>Ids begin with the time: those of one import share their first characters, and it is the last that tell them apart.</remarks>
public static class ItemIds
{
    public const int LeastPart = 6, Shortened = 8;
    private const int MaxCandidates = 8;

    /// <summary>Enough of an id to type: its last characters.</summary>
    public static string Short(string id) => id.Length <= Shortened ? id : id[^Shortened..];

    /// <summary>Whether a text may be a part of an id.</summary>
    public static bool IsPart(string text) => text.Length >= LeastPart && text.All(letter => char.IsAsciiHexDigit(letter) || letter == '-');

    /// <summary>The whole id.</summary>
    /// <param name="trashed">Whether to look in the trash, in place of the library.</param>
    /// <exception cref="CortexException">none or several have it; it is on the other side of the trash</exception>
    public static string Find(Db db, string part, bool trashed)
    {
        if (db.First("SELECT id, deleted_at FROM items WHERE id = ?1", row => new Known(row.Text(0), !row.IsNull(1)), part) is { } exact) return Check(exact, trashed);
        if (!IsPart(part)) throw CortexException.ItemNotFound(part);
        // The index on ids alone is read, however large the items are.
        var found = db.Query("SELECT id FROM items WHERE instr(replace(id, '-', ''), ?1) > 0 OR instr(id, ?2) > 0 LIMIT ?3", row => row.Text(0),
            part.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), part.ToLowerInvariant(), MaxCandidates + 1).ConvertAll(id => Load(db, id));
        var there = found.Where(item => item.IsTrashed == trashed).ToList();
        if (there.Count == 1) return there[0].Id;
        if (there.Count > 1) throw Ambiguous(db, part, there);
        return found.Count > 0 ? Check(found[0], trashed) : throw new CortexException(ErrorCode.ItemNotFound, $"No item's id has “{part}” in it. `cortex list` shows them.");
    }

    private static Known Load(Db db, string id) => db.First("SELECT id, deleted_at FROM items WHERE id = ?1", row => new Known(row.Text(0), !row.IsNull(1)), id)!;

    private static string Check(Known item, bool trashed)
    {
        if (item.IsTrashed == trashed) return item.Id;
        throw new CortexException(ErrorCode.ItemNotFound, trashed
            ? $"{item.Id} is not in the trash."
            : $"{item.Id} is in the trash. `cortex restore {Short(item.Id)}` brings it back.");
    }

    private static CortexException Ambiguous(Db db, string part, List<Known> items)
    {
        var named = items.Take(MaxCandidates).Select(item => $"\n  {item.Id}  {db.Text("SELECT substr(title, 1, 60) FROM items WHERE id = ?1", item.Id)}");
        return new CortexException(ErrorCode.InvalidArgument, $"Several ids have “{part}” in them; give more of the one you mean:{string.Concat(named)}{(items.Count > MaxCandidates ? "\n  …" : "")}");
    }

    private sealed record Known(string Id, bool IsTrashed);
}
