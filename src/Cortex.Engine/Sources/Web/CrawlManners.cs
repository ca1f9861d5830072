using Cortex.Contract.Errors;
using Cortex.Engine.Knowledge.Parsing;
using Cortex.Engine.Network;

namespace Cortex.Engine.Sources.Web;

/// <summary>
/// How several pages of one host are fetched: as its robots.txt allows, and with a pause between them. One page at a person's request needs neither:
/// that is what browsers do.
/// </summary>
internal sealed class CrawlManners(PageFetcher fetcher, TimeProvider time, IEnumerable<Uri> addresses)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly HashSet<string> _hosts = addresses.CountBy(address => address.Authority, StringComparer.Ordinal).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<RobotsFile>> _robots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    /// <summary>Waits for the host's turn.</summary>
    /// <exception cref="CortexException">its robots.txt does not allow this page</exception>
    public async Task EnterAsync(Uri address, CancellationToken cancellation)
    {
        if (!_hosts.Contains(address.Authority)) return;
        var robots = await CheckAsync(address, cancellation);
        if (_last.TryGetValue(address.Authority, out var last))
        {
            var pause = robots.Delay is { } asked && asked > Pause ? asked : Pause;
            var left = last + (pause < LongestPause ? pause : LongestPause) - time.GetUtcNow();
            if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellation);
        }

        _last[address.Authority] = time.GetUtcNow();
    }

    /// <summary>Whether a redirect may be followed.</summary>
    /// <exception cref="CortexException">the robots.txt of where it leads does not allow it</exception>
    public Task FollowAsync(Uri address, CancellationToken cancellation) => _hosts.Contains(address.Authority) ? CheckAsync(address, cancellation) : Task.CompletedTask;

    private async Task<RobotsFile> CheckAsync(Uri address, CancellationToken cancellation)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        // Asked once; what kept it from being read keeps every page of the host from being fetched.
        if (!_robots.TryGetValue(origin, out var reading)) _robots[origin] = reading = ReadAsync(new Uri(origin + "/robots.txt"), cancellation);
        var robots = await reading;
        if (!robots.Allows(address))
            throw new CortexException(ErrorCode.RobotsDisallowed, $"The robots.txt of {address.Host} asks programs not to fetch {address.AbsoluteUri}. Add that page alone, or save it in a browser and import the file.");
        return robots;
    }

    private async Task<RobotsFile> ReadAsync(Uri address, CancellationToken cancellation)
    {
        var page = await fetcher.FetchAsync(new FetchRequest(address, NetworkPurpose.Robots) { FirstBytes = RobotsFile.MaxBytes }, cancellation);
        // A host that has no such file allows everything; one that cannot say so now allows nothing.
        if (page.Status is >= 400 and < 500 and not 429) return RobotsFile.Open;
        if (!page.IsSuccess) throw FetchFailure.Of(page);
        try
        {
            return RobotsFile.Parse(TextDecoder.Decode(page.Body).Text, PageFetcher.Product);
        }
        catch (CortexException error) when (error.Code == ErrorCode.BinaryContent)
        {
            return RobotsFile.Open;
        }
    }
}
