namespace Cortex.Engine.Sources.Exports;

/// <summary>Why something in an export is no item; the names are those of the report.</summary>
internal static class ExportReason
{
    /// <summary>A bookmark that runs a script in place of opening a page.</summary>
    public const string Script = "script";

    /// <summary>An address that is none of a web page: of the browser itself, a file, a mailbox.</summary>
    public const string NoWebPage = "no_web_page";

    /// <summary>An address with a password in it, or one that is spelt so that programs read it in different ways.</summary>
    public const string AddressRefused = "address_refused";

    /// <summary>Its page or text is there already, in the same export; folders and tags of both are kept.</summary>
    public const string Duplicate = "duplicate";

    public const string Empty = "empty";
    public const string EmptyFolder = "empty_folder";
    public const string Separator = "separator";

    /// <summary>The picture that a browser shows beside an address.</summary>
    public const string Icon = "icon";

    /// <summary>A file that the export only names, or that comes beside the text; the item names it.</summary>
    public const string Attachment = "attachment";

    /// <summary>A list that is a search: what it finds is here, the search is not.</summary>
    public const string SmartList = "smart_list";

    /// <summary>A place marked in a book without a word of text.</summary>
    public const string PageMark = "page_mark";

    /// <summary>A highlight that was drawn anew, shorter or longer, at the same place.</summary>
    public const string Superseded = "superseded";

    /// <summary>The publisher's limit was reached; the program wrote no text.</summary>
    public const string ClippingLimit = "clipping_limit";

    /// <summary>A part of the export that is of no known kind.</summary>
    public const string Unknown = "unknown_entry";
}
