using System.Runtime;

namespace Cortex.Engine.Inference;

/// <summary>
/// The one encoder of a process: loaded when somebody first needs it, shared by all who do, and let go, its memory
/// with it, when nobody has for a while.
/// </summary>
public sealed class EncoderCache : IDisposable
{
    public static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(5);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string Path, string Fingerprint), EncoderCache> Shared = new();
    private readonly Func<SentenceEncoder> _load;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleTime;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private SentenceEncoder? _encoder;
    private int _users;
    private long _lastUse;
    private bool _disposed;

    public EncoderCache(Func<SentenceEncoder> load, TimeProvider time, TimeSpan? idleTime = null)
    {
        _load = load;
        _time = time;
        _idleTime = idleTime ?? DefaultIdleTime;
        _timer = time.CreateTimer(_ => LetGoIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The encoder of the file that <see cref="ModelLocator"/> finds, or of a named one.</summary>
    public static EncoderCache OfFile(TimeProvider time, string? path = null, SentenceEncoderOptions? options = null, TimeSpan? idleTime = null) =>
        new(() => SentenceEncoder.Load(path ?? ModelLocator.Find(ModelLocator.EncoderFile), options), time, idleTime);

    /// <summary>The one of this process for a file: whoever works in it, for whichever library, shares the memory.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c> where there is no such file</exception>
    public static EncoderCache OfProcess(string path) => Shared.GetOrAdd((Path.GetFullPath(path), ModelFile.Fingerprint(path)), file => OfFile(TimeProvider.System, file.Path));

    /// <summary>Whether it takes memory now. Answers at once, while it is being loaded too.</summary>
    public bool IsLoaded => Volatile.Read(ref _encoder) is not null;

    /// <summary>The encoder, loaded if need be, for as long as the use is not disposed.</summary>
    /// <exception cref="CortexException"><c>model_invalid</c>; the next call tries again.</exception>
    public Use Borrow()
    {
        // Who comes while it is being loaded waits for that, instead of loading another.
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _encoder ??= _load();
            _users++;
            return new Use(this, _encoder);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _encoder?.Dispose();
            _encoder = null;
        }

        _timer.Dispose();
    }

    private void Return()
    {
        lock (_lock)
        {
            _users--;
            _lastUse = _time.GetTimestamp();
            if (_users == 0 && !_disposed)
            {
                _timer.Change(_idleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void LetGoIfIdle()
    {
        lock (_lock)
        {
            // Whoever uses it now sets the timer anew when done.
            if (_encoder is null || _users > 0)
            {
                return;
            }

            // Timers may fire a little early, or just before another use.
            var left = _idleTime - _time.GetElapsedTime(_lastUse);
            if (left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _encoder.Dispose();
            _encoder = null;
        }

        // Its vocabulary and whatever its work left behind go back to the system as well; the weights are gone already.
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>A use of the shared encoder; dispose it when done.</summary>
    public sealed class Use : IDisposable
    {
        private EncoderCache? _cache;

        internal Use(EncoderCache cache, SentenceEncoder encoder)
        {
            _cache = cache;
            Encoder = encoder;
        }

        public SentenceEncoder Encoder { get; }

        public void Dispose() => Interlocked.Exchange(ref _cache, null)?.Return();
    }
}
