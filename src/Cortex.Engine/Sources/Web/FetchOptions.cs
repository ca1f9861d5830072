using System.Net;
using Cortex.Engine.Network;

namespace Cortex.Engine.Sources.Web;

/// <summary>Finds the addresses of a host's name.</summary>
public delegate Task<IPAddress[]> AddressLookup(string host, CancellationToken cancellation);

/// <summary>What may be reached, and how much is waited for and taken.</summary>
public sealed record FetchOptions
{
    public AddressRules Rules { get; init; } = new();
    public AddressLookup Lookup { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Go through the proxy that the environment names. It resolves names by itself, so only addresses and what this machine resolves are checked then.</summary>
    public bool UseProxy { get; init; }

    /// <summary>For all of a page, its redirects included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the request to the end of the answer's headers.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For one address of a host that has several.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Of a page, unpacked.</summary>
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;
    public int MaxHeaderKilobytes { get; init; } = 64;
    public int MaxRedirects { get; init; } = 10;
}

/// <summary>One page to fetch.</summary>
public sealed record FetchRequest(Uri Address, NetworkPurpose Purpose)
{
    /// <summary>Throws where nothing can be made of this media type: then the body is not fetched.</summary>
    public Action<Uri, string?>? CheckType { get; init; }

    /// <summary>Called before each redirect is followed; throws where it must not be.</summary>
    public Func<Uri, CancellationToken, Task>? BeforeRedirect { get; init; }

    /// <summary>Take only so much and leave the rest, rather than refuse what is larger.</summary>
    public int? FirstBytes { get; init; }
    public IProgress<FetchProgress>? Progress { get; init; }
}

/// <summary>How far a fetch is.</summary>
public sealed record FetchProgress(Uri Address, long Bytes);

/// <summary>What a server answered at last.</summary>
public sealed record FetchedPage
{
    public required Uri Asked { get; init; }

    /// <summary>Where the redirects led.</summary>
    public required Uri Address { get; init; }
    public required int Status { get; init; }

    /// <summary>In lower case without parameters; null where none was sent.</summary>
    public string? MediaType { get; init; }
    public string? Charset { get; init; }

    /// <summary>Unpacked. Of a failure only its beginning.</summary>
    public required byte[] Body { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>How long to wait before asking again, where the server says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server answered with a test that only a browser passes.</summary>
    public bool IsChallenge { get; init; }
    public required DateTimeOffset FetchedAt { get; init; }
    public bool IsSuccess => Status is >= 200 and < 300;
}
