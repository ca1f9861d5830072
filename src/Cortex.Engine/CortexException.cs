using Cortex.Contract.Errors;

namespace Cortex.Engine;

/// <summary>A failure that a person can do something about. Every door maps it once, by its code.</summary>
public class CortexException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code { get; } = code;

    /// <summary>The fields at fault, with <see cref="ErrorCode.ValidationFailed"/>.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    public static CortexException Invalid(string field, string message) =>
        new(ErrorCode.ValidationFailed, $"{field}: {message}") { Fields = [new FieldError(field, message)] };

    public static CortexException Invalid(IReadOnlyList<FieldError> errors) =>
        new(ErrorCode.ValidationFailed, string.Join("; ", errors.Select(e => $"{e.Field}: {e.Message}"))) { Fields = errors };

    /// <summary>A string of a JSON document that is no Unicode: nothing that could be kept and given back.</summary>
    public static CortexException NoText(Exception inner) => new(ErrorCode.MalformedJson, "A string is not valid Unicode: it holds half a surrogate pair or bytes that are no UTF-8.", inner);

    public static CortexException ItemNotFound(string id) => new(ErrorCode.ItemNotFound, $"No item has the id {id}.");
}
