using Cortex.Engine.Network;
using Cortex.Engine.Tests.Providers;

namespace Cortex.Engine.Tests.Network;

public sealed class BoundedHandlerTests
{
    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task WhatIsLongerThanAllowedEnds(int length, bool whole)
    {
        await using var server = FaultServer.Start(ScriptedAnswer.Json(new string('x', length)));
        using var http = new HttpClient(new BoundedHandler(new SocketsHttpHandler(), maxBytes: 1000));
        using var response = await http.GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var copy = new MemoryStream();
        if (whole) await body.CopyToAsync(copy);
        else await Assert.ThrowsAsync<InvalidDataException>(() => body.CopyToAsync(copy));
        Assert.InRange(copy.Length, 0, 1000);
    }
}
