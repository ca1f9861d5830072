using System.Runtime.CompilerServices;

namespace Cortex.Contract;

/// <summary>A request that changes just the fields it carries, null among their values.</summary>
public abstract class PartialUpdate
{
    private readonly HashSet<string> _carried = new(StringComparer.Ordinal);

    /// <summary>Whether the request carried a property of this name, be it null.</summary>
    public bool Carries(string property) => _carried.Contains(property);

    protected T Carry<T>(T value, [CallerMemberName] string property = "")
    {
        _carried.Add(property);
        return value;
    }
}
