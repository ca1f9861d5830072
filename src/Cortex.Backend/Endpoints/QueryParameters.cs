using System.Globalization;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Search;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Endpoints;

/// <summary>Reads query parameters strictly: plain ASCII digits, known names, nothing clamped. Unknown parameters are ignored.</summary>
internal readonly struct QueryParameters(HttpRequest request)
{
    /// <summary>What a double holds exactly: a script can count so far.</summary>
    public const long MaxOffset = (1L << 53) - 1;

    private readonly IQueryCollection _query = request.Query;
    private readonly List<FieldError> _errors = [];

    public int Int(string name, int fallback, int least, int most) => (int)Long(name, fallback, least, most);

    public long Long(string name, long fallback, long least, long most)
    {
        if (Text(name) is not { } text) return fallback;
        var isPlain = text.All(char.IsAsciiDigit) && (text.Length == 1 || !text.StartsWith('0'));
        if (isPlain && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        _errors.Add(new FieldError(name, $"Must be a whole number from {least} to {most}."));
        return fallback;
    }

    /// <summary>A share from 0 to 1, such as <c>0.35</c>.</summary>
    public double Share(string name, double fallback)
    {
        if (Text(name) is not { } text) return fallback;
        if (text.Length is > 0 and <= 10 && char.IsAsciiDigit(text[0]) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        _errors.Add(new FieldError(name, "Must be a number from 0 to 1, such as 0.35."));
        return fallback;
    }

    public string? Text(string name)
    {
        if (!_query.TryGetValue(name, out var values) || values.Count == 0) return null;
        if (values.Count == 1) return values[0] ?? "";
        _errors.Add(new FieldError(name, "Must be given once."));
        return null;
    }

    public T? Enum<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (WireName.TryParse<T>(text, out var value)) return value;
        _errors.Add(new FieldError(name, $"Must be one of {string.Join(", ", WireName.All<T>())}."));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text is "true" or "false") return text == "true";
        _errors.Add(new FieldError(name, "Must be true or false."));
        return null;
    }

    public DateTime? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (QueryParser.TryDate(text) is { } date) return date;
        _errors.Add(new FieldError(name, "Must be an ISO 8601 date or time, such as 2024-05-01."));
        return null;
    }

    /// <exception cref="CortexException">a parameter was wrong</exception>
    public void Check()
    {
        if (_errors.Count > 0) throw CortexException.Invalid(_errors);
    }
}
