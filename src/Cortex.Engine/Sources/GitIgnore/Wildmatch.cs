namespace Cortex.Engine.Sources.GitIgnore;

/// <summary>
/// One compiled wildcard pattern, matched with a set of live states rather than by backtracking: the cost is at most
/// pattern length times text length, whatever the pattern says.
/// </summary>
internal sealed class Wildmatch
{
    private enum Kind : byte
    {
        Literal,
        AnyByte,
        Class,

        /// <summary>A run within one path segment.</summary>
        Star,

        /// <summary>A run that crosses slashes.</summary>
        DoubleStar,

        /// <summary>Stands before the DoubleStar of <c>**/</c>: the two that follow may be left out, but only on arrival.</summary>
        OptionalFolders,
    }

    private readonly record struct Step(Kind Kind, byte Literal = 0, ByteClass? Class = null);

    private readonly Step[]? _steps;
    private readonly bool _ignoreCase;

    public Wildmatch(ReadOnlySpan<byte> pattern, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        _steps = Compile(pattern, ignoreCase);
    }

    private static Step[]? Compile(ReadOnlySpan<byte> pattern, bool ignoreCase)
    {
        var steps = new List<Step>(pattern.Length);
        var i = 0;
        while (i < pattern.Length)
        {
            switch (pattern[i])
            {
                case (byte)'?':
                    steps.Add(new(Kind.AnyByte));
                    i++;
                    break;
                case (byte)'*':
                    AddStars(pattern, ref i, steps);
                    break;
                case (byte)'[':
                    if (ByteClass.Parse(pattern, ref i, ignoreCase) is not { } set)
                    {
                        return null;
                    }

                    steps.Add(new(Kind.Class, Class: set));
                    break;
                case (byte)'\\' when i + 1 == pattern.Length:
                    return null;
                case (byte)'\\':
                    // Escaped bytes are not folded by git, so an escaped capital never matches when case is ignored.
                    steps.Add(new(Kind.Literal, pattern[i + 1]));
                    i += 2;
                    break;
                default:
                    steps.Add(new(Kind.Literal, ignoreCase ? Fold(pattern[i]) : pattern[i]));
                    i++;
                    break;
            }
        }

        return [.. steps];
    }

    private static void AddStars(ReadOnlySpan<byte> pattern, ref int i, List<Step> steps)
    {
        var start = i;
        while (i < pattern.Length && pattern[i] == '*')
        {
            i++;
        }

        var rest = pattern[i..];
        var wholeSegment = (start == 0 || pattern[start - 1] == '/')
            && (rest.IsEmpty || rest[0] == '/' || rest.StartsWith("\\/"u8));
        if (i - start == 1 || !wholeSegment)
        {
            steps.Add(new(Kind.Star));
            return;
        }

        if (rest is [(byte)'/', ..])
        {
            steps.Add(new(Kind.OptionalFolders));
        }

        steps.Add(new(Kind.DoubleStar));
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (_steps is not { } steps || (!text.IsEmpty && steps.Length > 0 && !CouldEndWith(steps[^1], text[^1])))
        {
            return false;
        }

        var size = steps.Length + 1;
        Span<bool> states = size <= 128 ? stackalloc bool[256] : new bool[2 * size];
        states = states[..(2 * size)];
        states.Clear();
        var live = states[..size];
        var next = states[size..];
        live[0] = true;
        var low = 0;
        foreach (var raw in text)
        {
            var value = _ignoreCase ? Fold(raw) : raw;
            var lowest = size;
            for (var s = low; s < steps.Length; s++)
            {
                if (!live[s])
                {
                    continue;
                }

                live[s] = false;
                var target = Advance(steps[s], s, value, live);
                if (target >= 0)
                {
                    next[target] = true;
                    lowest = Math.Min(lowest, target);
                }
            }

            if (lowest == size)
            {
                return false;
            }

            live[^1] = false;
            low = lowest;
            var swap = live;
            live = next;
            next = swap;
        }

        for (var s = low; s < steps.Length; s++)
        {
            if (live[s])
            {
                Skip(steps[s], s, live);
            }
        }

        return live[^1];
    }

    /// <summary>The state after this byte, or -1; states reachable without a byte are set ahead of the loop that visits them.</summary>
    private static int Advance(in Step step, int s, byte value, Span<bool> live)
    {
        switch (step.Kind)
        {
            case Kind.Literal:
                return step.Literal == value ? s + 1 : -1;
            case Kind.AnyByte:
                return value != '/' ? s + 1 : -1;
            case Kind.Class:
                return step.Class!.Contains(value) ? s + 1 : -1;
            case Kind.Star:
                live[s + 1] = true;
                return value != '/' ? s : -1;
            case Kind.DoubleStar:
                live[s + 1] = true;
                return s;
            default:
                Skip(step, s, live);
                return -1;
        }
    }

    private static void Skip(in Step step, int s, Span<bool> live)
    {
        if (step.Kind >= Kind.Star)
        {
            live[s + 1] = true;
        }

        if (step.Kind == Kind.OptionalFolders)
        {
            live[s + 3] = true;
        }
    }

    private bool CouldEndWith(in Step last, byte value) => last.Kind switch
    {
        Kind.Literal => last.Literal == (_ignoreCase ? Fold(value) : value),
        Kind.AnyByte => value != '/',
        Kind.Class => last.Class!.Contains(value),
        _ => true,
    };

    private static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
}
