using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Cortex.Engine.Providers.Wire;

/// <summary>Puts the tool calls of one answer together: fragments by their number, each with an id of its own.</summary>
internal sealed class ToolCallAssembler
{
    private const int MaxCalls = 128;
    private readonly List<Part> _parts = [];
    private readonly Dictionary<int, Part> _current = [];

    public bool Any => _parts.Count > 0;

    /// <summary>Takes a fragment; whatever it does not say was said before, or comes yet.</summary>
    public void Add(int index, string? id, string? name, string? arguments)
    {
        // Some servers give no numbers: another id with a name is another call.
        if (!_current.TryGetValue(index, out var part) || (!string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(name) && part.Id is not null && part.Id != id))
        {
            // Nobody means so many; what a broken server repeats without end must not fill the memory.
            if (_parts.Count == MaxCalls) return;
            _parts.Add(_current[index] = part = new Part());
        }

        if (!string.IsNullOrEmpty(id)) part.Id = id;
        if (!string.IsNullOrEmpty(name)) part.Name = name;
        if (!string.IsNullOrEmpty(arguments)) part.Arguments.Append(arguments);
    }

    /// <summary>The calls, in order.</summary>
    /// <param name="cut">Whether the answer ended at its limit.</param>
    public IEnumerable<FunctionCallContent> Complete(bool cut)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in _parts)
        {
            var (arguments, error) = ToolArguments.Parse(part.Arguments.ToString(), cut);
            if (part.Name.Length == 0) error ??= new FormatException("The call names no tool.");
            yield return new FunctionCallContent(Unique(part.Id, ids), part.Name, arguments) { Exception = error };
        }

        _parts.Clear();
        _current.Clear();
    }

    /// <summary>An id that a result can be matched with: the given one where it is unique within the answer, else one of our own.</summary>
    public static string Unique(string? given, HashSet<string> taken)
    {
        if (!string.IsNullOrEmpty(given) && taken.Add(given)) return given;
        while (true)
        {
            var made = string.Create(CultureInfo.InvariantCulture, $"call_{Guid.NewGuid():N}");
            if (taken.Add(made)) return made;
        }
    }

    private sealed class Part
    {
        public string? Id { get; set; }
        public string Name { get; set; } = "";
        public StringBuilder Arguments { get; } = new();
    }
}
