namespace Cortex.Engine.Sources;

/// <summary>
/// Formats that hold no plain text, known by extension so that they need not be opened. Endings that text shares (.pub for
/// SSH, .dot for Graphviz, .snap for Jest, .ts for TypeScript) are missing on purpose: looking inside tells those apart.
/// </summary>
internal static class UnsupportedExtensions
{
    private static readonly string[] _images =
    [
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "ico", "icns", "cur", "tif", "tiff", "webp", "avif", "heic", "heif", "jxl",
        "jp2", "svg", "svgz", "psd", "psb", "ai", "eps", "ps", "xcf", "kra", "sketch", "fig", "cr2", "cr3", "nef", "arw", "dng", "orf",
        "rw2", "tga", "dds", "exr", "hdr", "pcx", "ppm", "pgm", "pbm", "xpm", "xbm",
    ];

    private static readonly string[] _soundAndVideo =
    [
        "mp3", "wav", "flac", "ogg", "oga", "opus", "m4a", "m4b", "aac", "wma", "aif", "aiff", "mid", "midi", "amr", "ape", "caf",
        "mp4", "m4v", "mkv", "webm", "mov", "avi", "wmv", "flv", "mpg", "mpeg", "m2ts", "3gp", "ogv", "vob", "swf",
    ];

    private static readonly string[] _archives =
    [
        "zip", "tar", "gz", "tgz", "bz2", "tbz", "tbz2", "xz", "txz", "zst", "tzst", "lz", "lz4", "lzma", "br", "7z", "rar", "cab", "z",
        "iso", "dmg", "img", "vhd", "vhdx", "vmdk", "qcow2", "vdi", "deb", "rpm", "apk", "ipa", "msi", "msix", "appx", "pkg",
        "flatpak", "appimage", "jar", "war", "ear", "aar", "whl", "egg", "gem", "nupkg", "snupkg", "crate", "vsix", "xpi", "crx", "asar",
    ];

    private static readonly string[] _documents =
    [
        "doc", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "pptm", "pps", "ppsx", "rtf",
        "ods", "odp", "odg", "odf", "pages", "numbers", "mobi", "azw", "azw3", "djvu", "xps", "oxps", "dvi", "chm",
        "one", "onetoc2", "msg", "pst", "ost", "vsd", "vsdx", "mpp", "indd", "dwg", "blend", "stl", "glb", "fbx", "3ds", "skp",
    ];

    private static readonly string[] _fonts = ["ttf", "otf", "ttc", "woff", "woff2", "eot", "pfb", "pfm", "fon"];

    private static readonly string[] _programs =
    [
        "exe", "dll", "so", "dylib", "bin", "sys", "o", "a", "lib", "obj", "ko", "elf", "class", "pyc", "pyo", "pyd", "wasm", "pdb",
        "dex", "beam", "nib", "lnk", "efi", "rom", "ilk", "pch", "gch", "tlb", "mo", "gresource",
    ];

    private static readonly string[] _data =
    [
        "db", "db3", "sqlite", "sqlite3", "db-wal", "db-shm", "sqlite-wal", "sqlite-shm", "mdb", "accdb", "dbf", "ibd", "myd", "myi", "ldb",
        "parquet", "feather", "arrow", "avro", "orc", "npy", "npz", "h5", "hdf5", "pkl", "pickle", "joblib", "rds", "rdata", "mat", "sav", "dta",
        "pt", "pth", "ckpt", "onnx", "gguf", "ggml", "safetensors", "tflite", "pack", "idx", "swp", "swo",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _all =
        new HashSet<string>([.. _images, .. _soundAndVideo, .. _archives, .. _documents, .. _fonts, .. _programs, .. _data], StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(string name)
    {
        // A name that is nothing but a dot and letters has no extension.
        var dot = name.LastIndexOf('.');
        return dot > 0 && _all.Contains(name.AsSpan(dot + 1));
    }
}
