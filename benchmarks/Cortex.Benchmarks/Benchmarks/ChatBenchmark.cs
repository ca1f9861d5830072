using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Cortex.Benchmarks.Corpus;
using Cortex.Benchmarks.Http;
using Cortex.Benchmarks.Measuring;
using Cortex.Benchmarks.Report;
using Cortex.Benchmarks.Running;
using Cortex.Contract;
using Cortex.Contract.Answers;
using Cortex.Contract.Conversations;

namespace Cortex.Benchmarks.Benchmarks;

/// <summary>How soon there is something to read after a question.</summary>
internal sealed class ChatBenchmark : IBenchmark
{
    private const double FirstChunkBar = 150, PassagesBar = 300;
    private const int Questions = 60;

    public string Name => "chat";
    public string Title => "A question over the chat socket, 10,000 notes";

    public string Method => $"`cortex serve` over the library of 10,000 embedded notes, the built-in providers: {Questions} questions of five words of the notes, one after the other over one socket, after a round of as many others; from the moment of sending until the passages are told, the first piece of the answer has come, and it is stored. The first question of a fresh server counts by itself. Beside it: the same questions by `POST /api/ask`, which keeps nothing, and as searches.";

    public async Task<IReadOnlyList<ReportRow>> RunAsync(BenchmarkRun run)
    {
        var home = await run.NotesLibraryAsync();
        var (found, chunk, done, asked, searched) = (new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        var first = new Samples();
        for (var i = 0; i < run.Options.Runs; i++)
        {
            using var fresh = await ServerProcess.StartCortexAsync(run, home);
            using var once = await ConnectAsync(fresh);
            await AskAsync(once, Sentences(7).First(), new Samples(), first, new Samples());
        }

        using var server = await ServerProcess.StartCortexAsync(run, home);
        using var connection = new HttpConnection(server.Port);
        using var socket = await ConnectAsync(server);
        foreach (var question in Sentences(8).Take(Questions)) await AskAsync(socket, question, new Samples(), new Samples(), new Samples());
        foreach (var question in Sentences(9).Take(Questions))
        {
            await AskAsync(socket, question, found, chunk, done);
            Post(connection, server, "/api/ask", JsonSerializer.Serialize(new AskRequest { Question = question }, CortexJson.Wire.AskRequest), asked);
            Post(connection, server, "/api/search", JsonSerializer.Serialize(new Contract.Search.SearchRequest { Query = question }, CortexJson.Wire.SearchRequest), searched);
        }

        return
        [
            ReportRow.Of("First piece of the answer, p50", chunk.Percentile(50), "ms", $"{chunk.Count} questions").AtMost(chunk.Percentile(50), FirstChunkBar, "ms"),
            ReportRow.Of("First piece of the answer, p95", chunk.Percentile(95), "ms"),
            ReportRow.Of("Passages are told, p50", found.Percentile(50), "ms", $"for {found.Count} of them something was found").AtMost(found.Percentile(50), PassagesBar, "ms"),
            ReportRow.Of("Passages are told, p95", found.Percentile(95), "ms"),
            ReportRow.Of("Stored and done, p50", done.Percentile(50), "ms"),
            ReportRow.Of("First piece, the first question of a fresh server", first.Percentile(50), "ms", $"median of {first.Count}"),
            ReportRow.Of("POST /api/ask, p50", asked.Percentile(50), "ms"),
            ReportRow.Of("POST /api/search, p50", searched.Percentile(50), "ms"),
        ];
    }

    private static IEnumerable<string> Sentences(ulong seed)
    {
        var notes = new GeneratedNotes(seed);
        while (true) yield return $"What is {notes.NextQuery()} about?";
    }

    private static async Task<ClientWebSocket> ConnectAsync(ServerProcess server)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + server.Token);
        await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{server.Port}/api/ws/chat/benchmark-{Guid.NewGuid():N}")), CancellationToken.None);
        return socket;
    }

    private static async Task AskAsync(ClientWebSocket socket, string question, Samples found, Samples chunk, Samples done)
    {
        var clock = Stopwatch.GetTimestamp();
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new ChatRequest(Message: question), CortexJson.Wire.ChatRequest), WebSocketMessageType.Text, true, CancellationToken.None);
        var (buffer, isFirst) = (new byte[1024 * 1024], true);
        while (true)
        {
            var length = 0;
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += received.Count;
                if (received.EndOfMessage) break;
            }

            switch (JsonSerializer.Deserialize(buffer.AsSpan(0, length), CortexJson.Wire.ChatEvent))
            {
                case ChatStatus { State: ChatState.Found }:
                    found.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                    break;
                case ChatChunk when isFirst:
                    isFirst = false;
                    chunk.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                    break;
                case ChatDone:
                    done.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
                    return;
                case ChatError error:
                    throw new BenchmarkException($"An answer failed: {error.Message}");
            }
        }
    }

    private static void Post(HttpConnection connection, ServerProcess server, string path, string body, Samples samples)
    {
        var clock = Stopwatch.GetTimestamp();
        var answer = connection.Exchange(HttpMessage.Post(path, server.Port, server.Token, body));
        samples.AddMilliseconds(Stopwatch.GetElapsedTime(clock));
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new BenchmarkException($"A request failed: {answer}");
    }
}
