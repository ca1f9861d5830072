using System.Diagnostics;
using System.Net.Sockets;
using Cortex.Benchmarks.Measuring;

namespace Cortex.Benchmarks.Http;

/// <summary>What a load came to.</summary>
internal sealed record LoadResult(int Answered, TimeSpan Took, Samples Milliseconds)
{
    public double PerSecond => Answered / Took.TotalSeconds;
}

/// <summary>
/// Keeps one request in flight on each connection. One thread waits for all of them with a single system call and answers
/// whatever is ready, because the machine's cores are shared with the server under test.
/// </summary>
internal static class LoadGenerator
{
    /// <param name="next">The request with this number, counted from 0; null when there are no more.</param>
    public static LoadResult Run(int port, int connections, int expectedStatus, TimeSpan atMost, Func<int, byte[]?> next)
    {
        var open = Enumerable.Range(0, connections).Select(_ => new Flight(new HttpConnection(port))).ToList();
        var bySocket = open.ToDictionary(flight => flight.Connection.Socket);
        var took = new Samples();
        try
        {
            var clock = Stopwatch.StartNew();
            var sent = 0;
            var answered = 0;
            foreach (var flight in open) flight.TrySend(next, ref sent);
            var ready = new List<Socket>(connections);
            while (sent > answered)
            {
                ready.Clear();
                ready.AddRange(open.Where(flight => flight.IsWaiting).Select(flight => flight.Connection.Socket));
                Socket.Select(ready, null, null, -1);
                foreach (var flight in ready.Select(socket => bySocket[socket]))
                {
                    if (flight.Connection.Receive() is not { } status) continue;
                    if (status != expectedStatus) throw new BenchmarkException($"Expected status {expectedStatus}, got: {flight.Connection.Text}");
                    took.Add(flight.Answered());
                    answered++;
                    if (clock.Elapsed < atMost) flight.TrySend(next, ref sent);
                }
            }

            return new LoadResult(answered, clock.Elapsed, took);
        }
        finally
        {
            foreach (var flight in open) flight.Connection.Dispose();
        }
    }

    private sealed class Flight(HttpConnection connection)
    {
        private long _sent;

        public HttpConnection Connection { get; } = connection;
        public bool IsWaiting { get; private set; }

        public void TrySend(Func<int, byte[]?> next, ref int number)
        {
            if (next(number) is not { } request) return;
            _sent = Stopwatch.GetTimestamp();
            Connection.Send(request);
            IsWaiting = true;
            number++;
        }

        /// <summary>How many milliseconds the answer took.</summary>
        public double Answered()
        {
            IsWaiting = false;
            return Stopwatch.GetElapsedTime(_sent).TotalMilliseconds;
        }
    }
}
