using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Wire;

/// <summary>
/// Tells reasoning from text where a model writes both into one: <c>&lt;think&gt;…&lt;/think&gt;</c> at the beginning of an answer. Later on the tag is
/// a word like others, as in an answer about such models.
/// </summary>
internal sealed class ThinkTags
{
    private const string Open = "<think>", Close = "</think>";
    private State _state = State.Beginning;
    private string _held = "";
    private bool _trims;

    private enum State { Beginning, Thinking, Text }

    /// <summary>What the next piece of text comes to; a tag that may continue is held back.</summary>
    public IEnumerable<AIContent> Add(string piece)
    {
        if (_state == State.Text) return piece.Length == 0 ? [] : [new TextContent(piece)];
        _held += piece;
        return Sort();
    }

    /// <summary>What was held back, once the answer is over.</summary>
    public IEnumerable<AIContent> End()
    {
        var rest = _state == State.Beginning && _trims ? _held.TrimStart() : _held;
        _held = "";
        if (rest.Length == 0) return [];
        return [_state == State.Thinking ? new TextReasoningContent(rest) : new TextContent(rest)];
    }

    private List<AIContent> Sort()
    {
        var sorted = new List<AIContent>();
        while (true)
        {
            if (_state == State.Beginning)
            {
                var start = _held.TrimStart();
                if (start.Length < Open.Length && Open.StartsWith(start, StringComparison.Ordinal)) return sorted;
                if (!start.StartsWith(Open, StringComparison.Ordinal))
                {
                    sorted.Add(new TextContent(_trims ? start : _held));
                    (_held, _state) = ("", State.Text);
                    return sorted;
                }

                (_held, _state) = (start[Open.Length..], State.Thinking);
            }

            var end = _held.IndexOf(Close, StringComparison.Ordinal);
            var thought = end >= 0 ? _held[..end] : _held[..^Held()];
            if (thought.Length > 0) sorted.Add(new TextReasoningContent(thought));
            if (end < 0)
            {
                _held = _held[thought.Length..];
                return sorted;
            }

            // The line breaks that follow belong to the tag.
            (_held, _state, _trims) = (_held[(end + Close.Length)..], State.Beginning, true);
        }
    }

    // How much of the end may be the beginning of the closing tag.
    private int Held()
    {
        for (var length = Math.Min(Close.Length - 1, _held.Length); length > 0; length--)
        {
            if (_held.EndsWith(Close[..length], StringComparison.Ordinal)) return length;
        }

        return 0;
    }
}
