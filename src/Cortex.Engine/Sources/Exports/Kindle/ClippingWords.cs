namespace Cortex.Engine.Sources.Exports.Kindle;

/// <summary>The words by which Kindles tell notes, bookmarks and pages, in the languages that they speak.</summary>
internal static class ClippingWords
{
    private static readonly string[] Notes = ["note", "notiz", "nota", "notitie", "anteckning", "заметка", "笔记", "筆記", "メモ", "메모"];
    private static readonly string[] Bookmarks = ["bookmark", "lesezeichen", "signet", "marcador", "segnalibro", "bladwijzer", "bokmärke", "закладка", "书签", "書籤", "ブックマーク", "북마크"];
    private static readonly string[] Highlights = ["highlight", "clip", "markierung", "ausschnitt", "surlignage", "surlignement", "extrait", "subrayado", "recorte", "resaltado", "evidenziazione", "ritaglio", "destaque", "markering", "knipsel", "выделение", "вырезка", "标注", "標註", "剪贴", "ハイライト", "クリップ", "하이라이트", "클립"];
    private static readonly string[] Pages = ["page", "seite", "página", "pagina", "sidan", "страниц", "页", "頁", "ページ", "페이지"];

    /// <param name="details">The line's first part.</param>
    /// <param name="isEmpty">Whether it has no text: then it marks a place, in whatever language.</param>
    public static ClippingKind KindOf(string details, bool isEmpty) =>
        Has(details, Bookmarks) ? ClippingKind.Bookmark
        : Has(details, Highlights) ? ClippingKind.Highlight
        : Has(details, Notes) ? ClippingKind.Note
        : isEmpty ? ClippingKind.Bookmark : ClippingKind.Highlight;

    public static bool IsPage(string details) => Has(details, Pages);

    private static bool Has(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
