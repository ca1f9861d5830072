using System.Net.Sockets;
using System.Security.Authentication;
using Cortex.Contract.Errors;

namespace Cortex.Engine.Sources.Web;

/// <summary>Says in words why a page was not fetched, and what a person can do.</summary>
internal static class FetchFailure
{
    private const string ByBrowser = "Save the page in a browser and import the file.";

    public static CortexException TimedOut(Uri address, bool hasBegun, Exception inner) => new(ErrorCode.PageTimedOut, hasBegun
        ? $"{address.Host} began to answer and did not come to an end in time. Try again later."
        : $"{address.Host} did not answer in time. Try again later, or see whether the address opens in a browser.", inner);

    public static CortexException TooLarge(Uri address, int most) =>
        new(ErrorCode.PageTooLarge, $"{address.AbsoluteUri} is larger than {most / 1048576.0:0.#} MiB, which is more than is taken from the web.");

    public static CortexException Of(Uri address, Exception error, Uri? unusedProxy)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case CortexException known:
                    return known;
                case AuthenticationException:
                    return Unreachable($"{address.Host} cannot prove who it is: its certificate is not valid for this name, has expired, or its issuer is not trusted here. Nothing was sent.", error);
                case SocketException:
                    return Unreachable($"{address.Authority} does not answer: {inner.Message.TrimEnd('.')}." + (unusedProxy is null ? "" : " The environment names a proxy, which is not used unless the setting use_proxy is 1."), error);
                case InvalidDataException:
                    return Unreachable($"{address.Host} sent a packed page that cannot be unpacked.", error);
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return Unreachable($"{address.Host} broke off before the page was whole. Try again.", error);
                case HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return Unreachable($"{address.Host} sent more headers than are taken.", error);
            }
        }

        return Unreachable(error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? $"{address.Host} sent more headers than are taken."
            : $"{address.Host} sent an answer that is no proper HTTP, or broke off. Try again.", error);
    }

    /// <summary>An answer that is no page.</summary>
    public static CortexException Of(FetchedPage page)
    {
        var what = page.Address.AbsoluteUri;
        return new CortexException(ErrorCode.PageUnavailable, page.Status switch
        {
            401 or 407 => $"{what} needs a sign-in. {ByBrowser}",
            402 => $"{what} wants to be paid for. {ByBrowser}",
            403 => $"{page.Address.Host} refuses to give out {what} (403): it may need a sign-in or shut programs out. {ByBrowser}",
            404 => $"There is no page at {what} (404). Look for a mistake in the address.",
            410 => $"The page at {what} is gone for good (410).",
            408 or 504 => $"{page.Address.Host} took too long ({page.Status}). Try again later.",
            429 => $"{page.Address.Host} has been asked too often (429). {Later(page.RetryAfter)}",
            451 => $"{page.Address.Host} may not show {what} for legal reasons (451).",
            503 => $"{page.Address.Host} cannot answer now (503). {Later(page.RetryAfter)}",
            >= 500 => $"{page.Address.Host} has a fault of its own ({page.Status}). {Later(page.RetryAfter)}",
            _ => $"{page.Address.Host} answered {page.Status} instead of the page at {what}.",
        });
    }

    private static string Later(TimeSpan? after) => after switch
    {
        { TotalSeconds: > 0 and <= 120 } wait => $"Try again in {Math.Ceiling(wait.TotalSeconds):0} seconds.",
        { TotalSeconds: > 120 and <= 7200 } wait => $"Try again in {Math.Ceiling(wait.TotalMinutes):0} minutes.",
        { TotalSeconds: > 7200 } wait => $"Try again in {Math.Ceiling(wait.TotalHours):0} hours.",
        _ => "Try again later.",
    };

    private static CortexException Unreachable(string message, Exception inner) => new(ErrorCode.PageUnreachable, message, inner);
}
