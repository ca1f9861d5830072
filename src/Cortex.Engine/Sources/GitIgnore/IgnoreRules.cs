using System.Text;

namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>
/// The ignore files that apply in one folder: its own and, through <c>outer</c>, those of the folders around it. A folder
/// without any shares the rules of the one around it. Callers descend from the top and never below an ignored folder; that
/// is what makes "not re-included below an excluded directory" true.
/// </summary>
public sealed class IgnoreRules
{
    public const string GitFileName = ".gitignore";
    public const string CortexFileName = ".cortexignore";

    private readonly IgnoreRules? _outer;
    private readonly bool _ignoreCase;
    private readonly int _baseLength;
    private readonly bool _isRepository;
    private readonly IgnorePattern[] _cortex = [];
    private readonly IgnorePattern[] _git = [];
    private readonly IgnorePattern[] _exclude = [];

    private IgnoreRules(bool ignoreCase) => _ignoreCase = ignoreCase;

    private IgnoreRules(IgnoreRules outer, string folder, int baseLength, bool isRepository)
    {
        _outer = outer;
        _ignoreCase = outer._ignoreCase;
        _baseLength = baseLength;
        _isRepository = isRepository;
        _cortex = IgnoreFile.ReadInTree(Path.Combine(folder, CortexFileName), _ignoreCase);
        _git = IgnoreFile.ReadInTree(Path.Combine(folder, GitFileName), _ignoreCase);
        if (isRepository && Repository.ExcludeFile(folder) is { } exclude)
        {
            _exclude = IgnoreFile.Read(exclude, _ignoreCase);
        }
    }

    /// <summary>As git sets up a repository on this system; file names are compared accordingly.</summary>
    public static bool IgnoreCaseByDefault => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>Whether a folder that holds an entry of this name has to be entered with <see cref="Enter"/>.</summary>
    public static bool MayChangeAt(string name) =>
        name[0] == '.' && (Is(name, GitFileName) || Is(name, CortexFileName) || Is(name, ".git"));

    /// <summary>
    /// The rules that apply to a folder's entries before its own ignore files are read: those of its parents, when it lies
    /// in a repository and is not that repository's root.
    /// </summary>
    /// <param name="folder">A full path without links.</param>
    /// <param name="ignoreCase">See <see cref="IgnoreCaseByDefault"/>.</param>
    /// <param name="prefix">What to put before the path of each entry: the folder's own path below the topmost one looked at, with '/' at its end, or "".</param>
    public static IgnoreRules Above(string folder, bool ignoreCase, out string prefix)
    {
        var rules = new IgnoreRules(ignoreCase);
        prefix = "";
        folder = Path.TrimEndingDirectorySeparator(folder);
        if (Repository.RootOf(folder) is not { } top || top.Length == folder.Length)
        {
            return rules;
        }

        rules = new IgnoreRules(rules, top, 0, isRepository: true);
        var current = top;
        foreach (var segment in Path.GetRelativePath(top, folder).Split(Path.DirectorySeparatorChar))
        {
            current = Path.Combine(current, segment);
            prefix += segment + "/";
            if (current.Length < folder.Length)
            {
                rules = rules.Enter(current, Encoding.UTF8.GetByteCount(prefix));
            }
        }

        return rules;
    }

    /// <summary>The rules in a folder: these plus its own ignore files.</summary>
    /// <param name="folder">Its full path.</param>
    /// <param name="baseLength">How many bytes of each entry's path lead to this folder, the last '/' included.</param>
    public IgnoreRules Enter(string folder, int baseLength)
    {
        var rules = new IgnoreRules(this, folder, baseLength, Repository.IsRoot(folder));
        return rules._isRepository || rules._cortex.Length + rules._git.Length > 0 ? rules : this;
    }

    /// <summary>Whether the last pattern that matches this very entry ignores it. Its folders are not looked at again.</summary>
    /// <param name="path">UTF-8 from the topmost folder, '/' between segments.</param>
    /// <param name="isFolder">A link to a folder is none.</param>
    public bool IsIgnored(ReadOnlySpan<byte> path, bool isFolder)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        var leftRepository = false;
        for (var rules = this; rules is not null; rules = rules._outer)
        {
            var below = path[rules._baseLength..];
            if (Decide(rules._cortex, below, name, isFolder) is { } byCortex)
            {
                return byCortex;
            }

            // Git's rules end where their repository does; a .cortexignore above a nested repository still counts.
            if (!leftRepository && (Decide(rules._git, below, name, isFolder) ?? Decide(rules._exclude, below, name, isFolder)) is { } byGit)
            {
                return byGit;
            }

            leftRepository |= rules._isRepository;
        }

        return false;
    }

    /// <summary>The file system may not tell them apart, and opening them settles it.</summary>
    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static bool? Decide(IgnorePattern[] patterns, ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, bool isFolder)
    {
        for (var i = patterns.Length - 1; i >= 0; i--)
        {
            if (patterns[i].Matches(path, name, isFolder))
            {
                return !patterns[i].Reincludes;
            }
        }

        return null;
    }
}
