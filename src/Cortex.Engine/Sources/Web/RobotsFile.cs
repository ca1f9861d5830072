using System.Globalization;
using System.Text;

namespace Cortex.Engine.Sources.Web;

/// <summary>A robots.txt (RFC 9309): which paths of a host a program may fetch by itself.</summary>
public sealed class RobotsFile
{
    /// <summary>As much as must be read of it.</summary>
    public const int MaxBytes = 512 * 1024;
    private const int MaxRules = 4000, MaxPattern = 2000, MaxPath = 8000;
    private readonly List<Rule> _rules = [];

    private RobotsFile()
    {
    }

    /// <summary>No robots.txt: everything may be fetched.</summary>
    public static RobotsFile Open { get; } = new();

    /// <summary>How long to wait between two pages, where it says so.</summary>
    public TimeSpan? Delay { get; private set; }

    /// <param name="product">The name of the program, such as <c>Cortex</c>.</param>
    public static RobotsFile Parse(string text, string product)
    {
        var own = new RobotsFile();
        var common = new RobotsFile();
        var hasOwn = false;
        // Agents named in consecutive lines share the rules that follow; another agent line after a rule begins a group.
        bool forOwn = false, forAll = false, inAgents = false;
        foreach (var raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var line = (raw.IndexOf('#') is >= 0 and var hash ? raw[..hash] : raw).Trim();
            var colon = line.IndexOf(':');
            if (colon <= 0) continue;
            var name = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (name.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (!inAgents) forOwn = forAll = false;
                inAgents = true;
                forAll |= value is "*";
                forOwn |= Token(value).Equals(product, StringComparison.OrdinalIgnoreCase);
                hasOwn |= forOwn;
                continue;
            }

            var isRule = name.Equals("allow", StringComparison.OrdinalIgnoreCase) || name.Equals("disallow", StringComparison.OrdinalIgnoreCase);
            if (!isRule && !name.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase)) continue;
            inAgents = false;
            foreach (var group in (ReadOnlySpan<RobotsFile?>)[forOwn ? own : null, forAll ? common : null]) group?.Add(name, value);
        }

        return hasOwn ? own : common;
    }

    /// <summary>Whether a path with its query may be fetched: the longest rule that matches says so, and <c>allow</c> before <c>disallow</c>.</summary>
    public bool Allows(Uri address)
    {
        var path = Normalize(address.PathAndQuery);
        if (path == "/robots.txt") return true;
        if (path.Length > MaxPath) path = path[..MaxPath];
        Rule? best = null;
        foreach (var rule in _rules)
        {
            if (best is not null && (rule.Length < best.Length || (rule.Length == best.Length && best.Allows))) continue;
            if (rule.Matches(path)) best = rule;
        }

        return best?.Allows ?? true;
    }

    private void Add(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (name.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase))
        {
            if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86400) Delay = TimeSpan.FromSeconds(seconds);
        }
        else if (value.Length is > 0 and <= MaxPattern && _rules.Count < MaxRules)
        {
            _rules.Add(new Rule(Normalize(value.ToString()), name.Equals("allow", StringComparison.OrdinalIgnoreCase)));
        }
    }

    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> agent)
    {
        var end = 0;
        while (end < agent.Length && (char.IsAsciiLetter(agent[end]) || agent[end] is '-' or '_')) end++;
        return agent[..end];
    }

    // One spelling for what means the same: letters outside ASCII are percent-encoded, encoded unreserved ones are not.
    private static string Normalize(string path)
    {
        var result = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                var isUnreserved = char.IsAsciiLetterOrDigit((char)code) || (char)code is '-' or '.' or '_' or '~';
                result.Append(isUnreserved ? ((char)code).ToString() : $"%{code:X2}");
                i += 2;
            }
            else if (path[i] < 0x80)
            {
                result.Append(path[i]);
            }
            else
            {
                var pair = char.IsHighSurrogate(path[i]) && i + 1 < path.Length ? 2 : 1;
                foreach (var part in Encoding.UTF8.GetBytes(path, i, pair)) result.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
                i += pair - 1;
            }
        }

        return result.ToString();
    }

    private sealed class Rule(string pattern, bool allows)
    {
        private readonly bool _toEnd = pattern.EndsWith('$');
        private readonly string[] _parts = pattern.TrimEnd('$').Split('*');

        public bool Allows { get; } = allows;
        public int Length { get; } = pattern.Length;

        // Each part where it first fits, which leaves the most to those that follow; the last one at the end where it must be there.
        public bool Matches(string path)
        {
            if (!path.StartsWith(_parts[0], StringComparison.Ordinal)) return false;
            var at = _parts[0].Length;
            for (var i = 1; i < _parts.Length; i++)
            {
                var isLast = i == _parts.Length - 1;
                if (isLast && _toEnd) return path.Length - at >= _parts[i].Length && path.EndsWith(_parts[i], StringComparison.Ordinal);
                var found = path.IndexOf(_parts[i], at, StringComparison.Ordinal);
                if (found < 0) return false;
                at = found + _parts[i].Length;
            }

            return !_toEnd || at == path.Length;
        }
    }
}
