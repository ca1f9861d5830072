using System.Globalization;
using System.Text;

namespace Cortex.Engine.Answers.Generation;

/// <summary>
/// Rewrites the markers of a text as it streams: passages are numbered by the order in which they are first cited, and a number that no passage has is left
/// out. What may be the beginning of a marker is held back until it is one or not.
/// </summary>
/// <param name="passages">How many there are.</param>
internal sealed class MarkerStream(int passages)
{
    private const int LongestMarker = 24;
    private readonly StringBuilder _held = new();
    private readonly List<int> _order = [];

    /// <summary>The passages that were cited, by their numbers as they are shown, from 1.</summary>
    public IReadOnlyList<int> Order => _order;

    public string Add(string piece)
    {
        var ready = new StringBuilder(piece.Length);
        foreach (var character in piece)
        {
            if (_held.Length == 0)
            {
                if (character == '[') _held.Append(character);
                else ready.Append(character);
                continue;
            }

            _held.Append(character);
            if (character == ']') ready.Append(Close());
            else if (!(char.IsAsciiDigit(character) || character is ' ' or ',' or ';') || _held.Length > LongestMarker) ready.Append(Release());
        }

        return ready.ToString();
    }

    /// <summary>What is left, when nothing more comes.</summary>
    public string End() => Release();

    private string Release()
    {
        var text = _held.ToString();
        _held.Clear();
        return text;
    }

    private string Close()
    {
        var marker = Release();
        var numbers = marker[1..^1].Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length == 0) return marker;
        var shown = new List<int>();
        foreach (var text in numbers)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > passages) continue;
            if (!_order.Contains(number)) _order.Add(number);
            shown.Add(_order.IndexOf(number) + 1);
        }

        return string.Concat(shown.Distinct().Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]")));
    }
}
