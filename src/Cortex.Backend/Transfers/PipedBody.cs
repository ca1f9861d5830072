using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Cortex.Backend.Transfers;

/// <summary>Sends what is written synchronously, on a thread of its own that waits when the client is slow: no more than a little of it is in memory.</summary>
internal static class PipedBody
{
    private const int Pause = 1024 * 1024, Resume = Pause / 2;

    /// <param name="write">Runs until it has written all, throws, or is told to stop because the client has gone.</param>
    public static async Task SendAsync(HttpContext http, Action<Stream, CancellationToken> write)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Pause, resumeWriterThreshold: Resume, useSynchronizationContext: false));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var writing = Task.Factory.StartNew(() => Write(pipe.Writer, write, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await pipe.Reader.CopyToAsync(http.Response.BodyWriter, http.RequestAborted);
        }
        finally
        {
            await stop.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    // A failure goes to the reader: what was not begun becomes a problem document, what was begun is cut off.
    private static void Write(PipeWriter writer, Action<Stream, CancellationToken> write, CancellationToken stop)
    {
        try
        {
            using (var stream = writer.AsStream(leaveOpen: true)) write(stream, stop);
            writer.Complete();
        }
        catch (Exception error)
        {
            writer.Complete(error);
        }
    }
}
