namespace Cortex.Engine.Sources;

/// <summary>
/// Folders that hold what a machine installed or built. A name that people use for their own folders ("bin", "target",
/// "vendor") counts only beside the file that explains it.
/// </summary>
internal static class DependencyFolders
{
    /// <summary>A folder with this file in it is a Python virtual environment, whatever its name.</summary>
    public const string VirtualEnvironmentMark = "pyvenv.cfg";

    private static readonly HashSet<string> _always = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "jspm_packages", ".yarn", ".pnpm-store",
        "__pycache__", "site-packages", "dist-packages", ".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache",
        ".next", ".nuxt", ".svelte-kit", ".parcel-cache", ".turbo", ".angular",
        ".gradle", ".terraform", ".dart_tool", ".bundle", ".stack-work", "elm-stuff", "zig-cache", ".zig-cache",
    };

    /// <summary>By folder name: names or, with a leading '*', endings of files that must lie beside it.</summary>
    private static readonly Dictionary<string, string[]> _beside = new(StringComparer.Ordinal)
    {
        ["vendor"] = ["go.mod", "composer.json"],
        ["target"] = ["Cargo.toml", "pom.xml", "build.sbt"],
        ["bin"] = ["*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx"],
        ["obj"] = ["*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx"],
        ["build"] = ["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "pubspec.yaml"],
        ["Pods"] = ["Podfile", "Podfile.lock"],
        ["Carthage"] = ["Cartfile"],
        ["_build"] = ["mix.exs", "dune-project", "rebar.config"],
        ["deps"] = ["mix.exs"],
        ["dist-newstyle"] = ["*.cabal", "cabal.project"],
    };

    /// <summary>Whether a folder of this name is one, whatever lies beside it.</summary>
    public static bool IsAlways(string name) => _always.Contains(name);

    /// <summary>Whether a file of this name, or that it is gone, changes what a folder beside it is.</summary>
    public static bool ExplainsAnother(string file) => file == VirtualEnvironmentMark || _beside.Values.Any(evidence => IsEvidence(file, evidence));

    public static bool Contains(string name, ReadOnlySpan<ListedEntry> siblings)
    {
        if (_always.Contains(name))
        {
            return true;
        }

        if (!_beside.TryGetValue(name, out var evidence))
        {
            return false;
        }

        foreach (ref readonly var sibling in siblings)
        {
            if (!sibling.IsFolder && IsEvidence(sibling.Name, evidence))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEvidence(string file, string[] evidence)
    {
        foreach (var name in evidence)
        {
            if (name[0] == '*' ? file.AsSpan().EndsWith(name.AsSpan(1), StringComparison.OrdinalIgnoreCase) : file == name)
            {
                return true;
            }
        }

        return false;
    }
}
