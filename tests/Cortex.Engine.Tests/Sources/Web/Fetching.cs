using System.Net;
using System.Net.Sockets;
using Cortex.Engine.Network;
using Cortex.Engine.Sources.Web;

namespace Cortex.Engine.Tests.Sources.Web;

/// <summary>
/// A small internet on this machine: 127.0.0.9 stands for a public server and may be reached, everything else of the machine may not. Names under
/// <c>.test</c> are public, unless <see cref="Names"/> says otherwise.
/// </summary>
internal sealed class Fetching
{
    public static readonly IPAddress Public = IPAddress.Parse("127.0.0.9");

    public Dictionary<string, Queue<IPAddress[]>> Names { get; } = [];
    public List<string> LookedUp { get; } = [];
    public List<OutboundRequest> Log { get; } = [];
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public FetchOptions Options { get; set; } = new() { Rules = new AddressRules { Except = [Public] } };

    public PageFetcher Fetcher => new(Options with { Lookup = LookUp }, Time, new Recorder(Log));

    public FetchOptions Current => Options with { Lookup = LookUp };

    public INetworkLog Recording => new Recorder(Log);

    public Task<FetchedPage> GetAsync(string url, CancellationToken cancellation = default) => Fetcher.FetchAsync(new FetchRequest(WebAddress.Parse(url), NetworkPurpose.Page), cancellation);

    public async Task<CortexException> FailAsync(string url) => await Assert.ThrowsAsync<CortexException>(() => GetAsync(url));

    private Task<IPAddress[]> LookUp(string host, CancellationToken cancellation)
    {
        LookedUp.Add(host);
        if (Names.TryGetValue(host, out var answers)) return Task.FromResult(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
        return host.EndsWith(".test", StringComparison.Ordinal) ? Task.FromResult<IPAddress[]>([Public]) : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }

    private sealed class Recorder(List<OutboundRequest> log) : INetworkLog
    {
        public void Record(OutboundRequest request) => log.Add(request);
    }
}
