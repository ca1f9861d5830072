namespace Cortex.Contract.Errors;

/// <summary>Stable codes of problem documents; a code never changes its meaning.</summary>
public static class ErrorCode
{
    public const string MalformedJson = "malformed_json";
    public const string ValidationFailed = "validation_failed";
    public const string ItemNotFound = "item_not_found";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string AlreadyExists = "already_exists";
    public const string VersionConflict = "version_conflict";
    public const string Unauthorized = "unauthorized";
    public const string ForbiddenHost = "forbidden_host";
    public const string ForbiddenOrigin = "forbidden_origin";
    public const string PayloadTooLarge = "payload_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string TooManyRequests = "too_many_requests";
    public const string BinaryContent = "binary_content";
    public const string UnreadableContent = "unreadable_content";
    public const string Encrypted = "encrypted";
    public const string NoText = "no_text";
    public const string ExceedsLimits = "exceeds_limits";
    public const string NeedsPdftotext = "needs_pdftotext";
    public const string LooksSecret = "looks_secret";
    public const string SchemaTooNew = "schema_too_new";
    public const string SchemaInUse = "schema_in_use";
    public const string DatabaseDamaged = "database_damaged";
    public const string DatabaseUnavailable = "database_unavailable";
    public const string DiskFull = "disk_full";
    public const string BackupInvalid = "backup_invalid";
    public const string PortInUse = "port_in_use";
    public const string InvalidArgument = "invalid_argument";
    public const string FileNotReadable = "file_not_readable";
    public const string ModelInvalid = "model_invalid";
    public const string UnsupportedFormat = "unsupported_format";
    public const string AddressRefused = "address_refused";
    public const string PageUnreachable = "page_unreachable";
    public const string PageUnavailable = "page_unavailable";
    public const string PageTimedOut = "page_timed_out";
    public const string PageTooLarge = "page_too_large";
    public const string NeedsBrowser = "needs_browser";
    public const string RobotsDisallowed = "robots_disallowed";
    public const string KeychainUnavailable = "keychain_unavailable";
    public const string KeyMissing = "key_missing";
    public const string KeyRejected = "key_rejected";
    public const string ProviderNotRunning = "provider_not_running";
    public const string ProviderTimedOut = "provider_timed_out";
    public const string ProviderRateLimited = "provider_rate_limited";
    public const string ProviderUnauthorized = "provider_unauthorized";
    public const string ProviderNotAllowed = "provider_not_allowed";
    public const string ProviderFailed = "provider_failed";
    public const string ModelMissing = "model_missing";
    public const string ModelOutOfMemory = "model_out_of_memory";
    public const string ContextTooLong = "context_too_long";
    public const string WrongModel = "wrong_model";
    public const string Internal = "internal_error";
    public const string Unavailable = "unavailable";
}
