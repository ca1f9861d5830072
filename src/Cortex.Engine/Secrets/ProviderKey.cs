using Cortex.Contract.Errors;

namespace Cortex.Engine.Secrets;

/// <summary>The API key of a provider. It shows itself to nobody by accident: only <see cref="Reveal"/> gives it out, for the request that carries it.</summary>
public sealed class ProviderKey
{
    /// <summary>What every keychain takes: Windows keeps 2,560 bytes.</summary>
    public const int MaxLength = 2048;

    private readonly string _value;

    private ProviderKey(string value) => _value = value;

    /// <summary>Takes a key as it was typed, piped or found: line ends and spaces around it are not part of it.</summary>
    /// <exception cref="CortexException">no text that could be a key; the message does not repeat it</exception>
    public static ProviderKey Parse(string text) => Wrong(text) is { } wrong ? throw new CortexException(ErrorCode.InvalidArgument, wrong) : Keep(text);

    /// <summary>Null where the text is no key.</summary>
    public static ProviderKey? ParseOrNull(string? text) => text is null || Wrong(text) is not null ? null : Keep(text);

    /// <summary>The key itself. Never to be written anywhere but into the request to its provider.</summary>
    public string Reveal() => _value;

    public override string ToString() => SecretText.Replacement;

    private static ProviderKey Keep(string text)
    {
        var key = new ProviderKey(Trim(text));
        SecretText.Hide(key._value);
        return key;
    }

    private static string? Wrong(string text)
    {
        var key = Trim(text);
        if (key.Length == 0) return "The key is empty.";
        if (key.Length > MaxLength) return $"This is no key: it has more than {MaxLength:N0} characters.";
        // It is sent in a header of HTTP, which takes no others.
        return key.AsSpan().ContainsAnyExceptInRange('!', '~') ? "This is no key: it has spaces, line ends or other characters that no key has. Copy it again, alone." : null;
    }

    private static string Trim(string text) => text.Trim(' ', '\t', '\r', '\n', '\uFEFF');
}
