using Cortex.Contract;
using Cortex.Contract.Errors;
using Cortex.Engine;
using Cortex.Engine.Secrets;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Problems;

/// <summary>Writes failures as problem documents (RFC 9457). The one place where codes become HTTP statuses.</summary>
public static class ProblemResult
{
    public const string MediaType = "application/problem+json";

    public static Problem Of(CortexException error) => Of(error.Code, error.Message) with { Errors = error.Fields.Count > 0 ? [.. error.Fields.Select(Redact)] : null };

    public static Problem Of(string code, string? detail = null) => new()
    {
        Type = $"urn:cortex:error:{code}",
        Title = Title(code),
        Status = Status(code),
        Code = code,
        Detail = detail is null ? null : SecretText.Redact(detail),
    };

    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, CortexJson.Wire.Problem, MediaType, http.RequestAborted);
    }

    private static FieldError Redact(FieldError error) => new(SecretText.Redact(error.Field), SecretText.Redact(error.Message));

    private static int Status(string code) => code switch
    {
        ErrorCode.MalformedJson or ErrorCode.InvalidArgument => 400,
        ErrorCode.Unauthorized => 401,
        ErrorCode.ForbiddenOrigin => 403,
        ErrorCode.ItemNotFound or ErrorCode.NotFound => 404,
        ErrorCode.MethodNotAllowed => 405,
        ErrorCode.VersionConflict or ErrorCode.AlreadyExists or ErrorCode.SchemaInUse or ErrorCode.SchemaTooNew => 409,
        ErrorCode.PayloadTooLarge => 413,
        ErrorCode.UnsupportedMediaType => 415,
        ErrorCode.ForbiddenHost => 421,
        ErrorCode.ValidationFailed or ErrorCode.BinaryContent or ErrorCode.UnreadableContent or ErrorCode.Encrypted or ErrorCode.NoText or ErrorCode.ExceedsLimits or ErrorCode.LooksSecret or ErrorCode.BackupInvalid or ErrorCode.FileNotReadable or ErrorCode.ModelInvalid
            or ErrorCode.UnsupportedFormat or ErrorCode.AddressRefused or ErrorCode.PageTooLarge or ErrorCode.NeedsBrowser or ErrorCode.RobotsDisallowed or ErrorCode.KeyMissing or ErrorCode.KeyRejected => 422,
        ErrorCode.ContextTooLong or ErrorCode.ProviderNotAllowed => 422,
        ErrorCode.ModelMissing => 404,
        ErrorCode.TooManyRequests or ErrorCode.ProviderRateLimited => 429,
        // A 401 would sign the page out of Cortex itself.
        ErrorCode.ProviderUnauthorized or ErrorCode.ProviderFailed or ErrorCode.WrongModel => 502,
        ErrorCode.ProviderNotRunning or ErrorCode.ModelOutOfMemory => 503,
        ErrorCode.ProviderTimedOut => 504,
        ErrorCode.PageUnreachable or ErrorCode.PageUnavailable => 502,
        ErrorCode.DatabaseDamaged or ErrorCode.DatabaseUnavailable or ErrorCode.Unavailable or ErrorCode.NeedsPdftotext or ErrorCode.KeychainUnavailable => 503,
        ErrorCode.PageTimedOut => 504,
        ErrorCode.DiskFull => 507,
        _ => 500,
    };

    private static string Title(string code) => code switch
    {
        ErrorCode.MalformedJson => "The body is not valid JSON",
        ErrorCode.ValidationFailed => "Some fields are not valid",
        ErrorCode.ItemNotFound => "There is no such item",
        ErrorCode.NotFound => "There is nothing here",
        ErrorCode.MethodNotAllowed => "This method is not supported here",
        ErrorCode.AlreadyExists => "There is one of this name already",
        ErrorCode.VersionConflict => "The item has changed meanwhile",
        ErrorCode.Unauthorized => "A valid token is needed",
        ErrorCode.ForbiddenHost => "This host name is not served",
        ErrorCode.ForbiddenOrigin => "Requests from other sites are refused",
        ErrorCode.PayloadTooLarge => "The body is too large",
        ErrorCode.UnsupportedMediaType => "The body is of a media type that is not taken here",
        ErrorCode.TooManyRequests => "Too many failed attempts",
        ErrorCode.Unavailable => "Not ready yet",
        ErrorCode.DiskFull => "The disk is full",
        ErrorCode.DatabaseDamaged => "The library is damaged",
        ErrorCode.DatabaseUnavailable => "The library cannot be read or written",
        ErrorCode.FileNotReadable => "A file cannot be read",
        ErrorCode.BinaryContent => "The content is not text",
        ErrorCode.UnreadableContent => "The content cannot be read",
        ErrorCode.Encrypted => "The document is encrypted",
        ErrorCode.NoText => "The document has no text in it",
        ErrorCode.ExceedsLimits => "The document is larger than can be read",
        ErrorCode.NeedsPdftotext => "PDFs need the program pdftotext",
        ErrorCode.LooksSecret => "The file looks like a secret",
        ErrorCode.BackupInvalid => "The backup cannot be used",
        ErrorCode.ModelInvalid => "The model file cannot be used",
        ErrorCode.PortInUse => "The port is taken",
        ErrorCode.SchemaTooNew => "The library was written by a newer version",
        ErrorCode.SchemaInUse => "The library is in use and has to be upgraded",
        ErrorCode.UnsupportedFormat => "The format cannot be read",
        ErrorCode.AddressRefused => "This address is not fetched",
        ErrorCode.PageUnreachable => "The page cannot be reached",
        ErrorCode.PageUnavailable => "The site does not give out the page",
        ErrorCode.PageTimedOut => "The site took too long",
        ErrorCode.PageTooLarge => "The page is too large",
        ErrorCode.NeedsBrowser => "The page needs a browser",
        ErrorCode.RobotsDisallowed => "The site asks programs not to fetch this page",
        ErrorCode.KeychainUnavailable => "The keychain cannot be used",
        ErrorCode.KeyMissing => "The provider needs an API key",
        ErrorCode.KeyRejected => "The provider does not take the API key",
        ErrorCode.InvalidArgument => "The request cannot be understood",
        _ => "The request failed",
    };
}
