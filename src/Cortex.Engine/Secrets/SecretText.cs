namespace Cortex.Engine.Secrets;

/// <summary>
/// Takes the keys that this process knows out of texts that leave it: errors, logs, problem documents. One for a process,
/// because whoever writes an error does not know which keys there are. Costs next to nothing while no key is known.
/// </summary>
public static class SecretText
{
    /// <summary>What stands where a key stood.</summary>
    public const string Replacement = "[key]";

    /// <summary>Shorter values are placeholders ("none", "ollama"), whose replacement would garble every text.</summary>
    public const int MinLength = 8;

    private static readonly Lock Gate = new();
    private static volatile HiddenKeys _hidden = HiddenKeys.None;

    /// <summary>Hides a key from now on, until the process ends: texts about it may come late.</summary>
    public static void Hide(string key)
    {
        if (key.Length < MinLength || _hidden.Keys.Contains(key)) return;
        lock (Gate) _hidden = _hidden.With(key);
    }

    /// <summary>The text with <see cref="Replacement"/> for every known key, as it is or encoded, and for what a provider left of one (<c>sk-****abcd</c>).</summary>
    public static string Redact(string text)
    {
        var hidden = _hidden;
        return hidden.Keys.Count == 0 || text.Length < MinLength ? text : hidden.Redact(text);
    }
}
