using System.Collections.Frozen;

namespace Cortex.Engine.Sources.Exports.Bookmarks;

/// <summary>The folders that every browser has: where a bookmark lies when nobody filed it.</summary>
internal static class BookmarkRoots
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "Bookmarks", "Bookmarks bar", "Bookmarks Toolbar", "Bookmarks Menu", "BookmarksBar", "BookmarksMenu", "Other bookmarks", "Mobile bookmarks", "Unsorted Bookmarks", "Unsorted", "Imported",
        "Favorites", "Favourites", "Favorites bar", "Favourites bar", "Other favorites", "Other favourites", "Mobile favorites", "Mobile favourites", "Reading List", "Speed Dial", "All Bookmarks",
        "Lesezeichen", "Lesezeichenleiste", "Lesezeichen-Symbolleiste", "Lesezeichen-Menü", "Weitere Lesezeichen", "Mobile Lesezeichen", "Favoriten", "Favoritenleiste", "Weitere Favoriten", "Leseliste",
        "Barre de favoris", "Barre personnelle", "Autres favoris", "Autres marque-pages", "Favoris", "Barra de marcadores", "Otros marcadores", "Barra dei preferiti", "Altri preferiti",
    ], StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>Whether a folder's heading says that it is the browser's own, in whatever language.</summary>
    public static bool Contains(MarkupReader heading) =>
        heading.Attribute("personal_toolbar_folder") is not null || heading.Attribute("unfiled_bookmarks_folder") is not null || heading.Attribute("id") is "com.apple.ReadingList";
}
