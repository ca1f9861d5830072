using System.Text;

namespace Cortex.Engine.Tests.Providers;

/// <summary>What the fault server answers to one request: its head, then pieces of the body, each sent by itself, and what happens between them.</summary>
internal sealed class ScriptedAnswer
{
    private readonly List<Step> _steps = [];
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptedAnswer(int status, string type) => (Status, ContentType) = (status, type);

    public int Status { get; }
    public string ContentType { get; }
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Waited on before even the head is sent.</summary>
    public Gate? Before { get; private set; }

    /// <summary>The client went away while the server had nothing to send.</summary>
    public Task ClientLeft => _left.Task;

    public static ScriptedAnswer Json(string body, int status = 200) => Of(status, "application/json", [body]);

    /// <summary>Server-sent events; each text is one or more whole events and is sent as one piece.</summary>
    public static ScriptedAnswer Events(params IEnumerable<string> pieces) => Of(200, "text/event-stream", pieces);

    /// <summary>A document a line; each text is sent as one piece.</summary>
    public static ScriptedAnswer Lines(params IEnumerable<string> pieces) => Of(200, "application/x-ndjson", pieces);

    public static ScriptedAnswer Of(int status, string type, IEnumerable<string> pieces)
    {
        var answer = new ScriptedAnswer(status, type);
        answer._steps.AddRange(pieces.Select(piece => new Send(Encoding.UTF8.GetBytes(piece))));
        return answer;
    }

    public ScriptedAnswer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    /// <summary>The same bytes in pieces of one length, wherever that cuts characters.</summary>
    public ScriptedAnswer InPiecesOf(int length)
    {
        var pieces = Body().Chunk(length).Select(Step (piece) => new Send(piece)).ToList();
        return Replace(pieces);
    }

    /// <summary>The same bytes in two pieces with a gate between, cut within the first character of several bytes.</summary>
    public ScriptedAnswer CutWithinACharacter(Gate gate)
    {
        var body = Body();
        var at = Array.FindIndex(body, value => value >= 0xE0);
        Assert.True(at >= 0, "The wire form escapes all characters: there is none to cut.");
        return Replace([new Send(body[..(at + 1)]), new Wait(gate), new Send(body[(at + 1)..])]);
    }

    /// <summary>Nothing at all comes until the gate opens.</summary>
    public ScriptedAnswer HeldBy(Gate gate)
    {
        Before = gate;
        return this;
    }

    /// <summary>After some pieces the rest waits for a gate.</summary>
    public ScriptedAnswer WaitAfter(int pieces, Gate gate)
    {
        _steps.Insert(pieces, new Wait(gate));
        return this;
    }

    /// <summary>After some pieces nothing more comes, and the connection stays.</summary>
    public ScriptedAnswer StallAfter(int pieces) => Replace([.. _steps.Take(pieces), new Stall()]);

    /// <summary>After some pieces the connection ends.</summary>
    public ScriptedAnswer CutAfter(int pieces) => Replace([.. _steps.Take(pieces), new Cut()]);

    /// <summary>After some pieces comes something else, and the answer ends.</summary>
    public ScriptedAnswer ThenAfter(int pieces, string rest) => Replace([.. _steps.Take(pieces), new Send(Encoding.UTF8.GetBytes(rest))]);

    public void Leave() => _left.TrySetResult();

    private byte[] Body() => [.. _steps.OfType<Send>().SelectMany(send => send.Bytes)];

    private ScriptedAnswer Replace(List<Step> steps)
    {
        _steps.Clear();
        _steps.AddRange(steps);
        return this;
    }

    internal abstract record Step;
    internal sealed record Send(byte[] Bytes) : Step;
    internal sealed record Wait(Gate Gate) : Step;
    internal sealed record Stall : Step;
    internal sealed record Cut : Step;
}
