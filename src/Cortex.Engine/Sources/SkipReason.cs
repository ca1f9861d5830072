using System.Text.Json.Serialization;

namespace Cortex.Engine.Sources;

/// <summary>Why something in a folder is not imported.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SkipReason>))]
public enum SkipReason
{
    /// <summary>A .gitignore, .cortexignore or .git/info/exclude says so.</summary>
    [JsonStringEnumMemberName("ignored")] Ignored,

    /// <summary>Its name begins with a dot, or it carries the system's hidden mark.</summary>
    [JsonStringEnumMemberName("hidden")] Hidden,

    /// <summary>Installed packages, build output or a virtual environment.</summary>
    [JsonStringEnumMemberName("dependency_folder")] DependencyFolder,

    /// <summary>Keys, passwords or tokens, by its name or its first line.</summary>
    [JsonStringEnumMemberName("secret")] Secret,

    /// <summary>Not text: a NUL byte near its beginning.</summary>
    [JsonStringEnumMemberName("binary")] Binary,

    [JsonStringEnumMemberName("too_large")] TooLarge,

    /// <summary>A format known by its extension that holds no plain text.</summary>
    [JsonStringEnumMemberName("unsupported")] Unsupported,

    /// <summary>A link that leads out of the imported folder.</summary>
    [JsonStringEnumMemberName("symlink_outside")] SymlinkOutside,

    /// <summary>A link to a folder inside the imported one; what it leads to is visited under its own name.</summary>
    [JsonStringEnumMemberName("symlink_folder")] SymlinkFolder,

    /// <summary>A link to a file that is imported under its own name or through an earlier link.</summary>
    [JsonStringEnumMemberName("symlink_duplicate")] SymlinkDuplicate,

    /// <summary>What an editor, an office program or a download leaves beside the file for a while.</summary>
    [JsonStringEnumMemberName("temporary")] Temporary,

    /// <summary>Its item was deleted by the user; it stays deleted.</summary>
    [JsonStringEnumMemberName("deleted")] Deleted,

    /// <summary>A pipe, socket or device.</summary>
    [JsonStringEnumMemberName("special")] Special,

    /// <summary>No permission, a link to nothing, gone since, or a name that is not valid Unicode.</summary>
    [JsonStringEnumMemberName("unreadable")] Unreadable,

    [JsonStringEnumMemberName("empty")] Empty,

    /// <summary>The folder in which Cortex keeps the library.</summary>
    [JsonStringEnumMemberName("library")] Library,
}
