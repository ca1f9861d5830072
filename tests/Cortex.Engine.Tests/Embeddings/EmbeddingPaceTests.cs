using System.Diagnostics;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Embeddings;

[Collection(MeaningLibrary.OneAtATime)]
public sealed class EmbeddingPaceTests : IAsyncLifetime
{
    // More than is embedded before a pause is heard; a few rounds of what is taken on battery.
    private const int Many = 600, Few = 10;

    // A second, on a machine that may be busy with other tests.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);
    private PowerState _power;
    private MeaningLibrary _library = null!;

    [Fact]
    public async Task APauseEndsWhatIsInHandAtOnceAndResumingGoesOn()
    {
        Open(TimeProvider.System);
        _library.AddNotes(Many);
        await _library.IndexWordsAsync();
        _library.Start();
        // Nothing waits for a batch to be done: on a busy machine that takes long, for it comes after everything else.
        MeaningLibrary.Until(() => Running > 0, "the work to begin");
        await Pause.BeginAsync(minutes: null);
        var clock = Stopwatch.StartNew();
        MeaningLibrary.Until(() => Running == 0, "what is in hand to be given back");
        Assert.True(clock.Elapsed < AtOnce, $"given back after {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(0, _library.Count("SELECT count(*) FROM jobs WHERE stage = 'meaning' AND status = 'waiting' AND attempts > 0"));
        Assert.Null(_library.Trouble);
        var done = Embedded;
        Assert.True(done < Many);
        // What comes in meanwhile is found by its words, and nothing else is done.
        _library.AddNotes(3, from: Many);
        MeaningLibrary.Until(() => _library.Count("SELECT count(*) FROM jobs WHERE stage = 'words' AND status <> 'done'") == 0, "the words of what came in");
        Assert.Equal((done, 0), (Embedded, Running));
        await Pause.EndAsync();
        MeaningLibrary.Until(() => Running > 0, "the work to go on");
    }

    [Fact]
    public async Task WhatIsPausedForATimeGoesOnAfterIt()
    {
        var time = await WithNotesAsync();
        await Pause.BeginAsync(30);
        _library.Start();
        Pass(time, TimeSpan.FromMinutes(29));
        Assert.Equal((0, 0), (Embedded, Running));
        UntilDone(time);
    }

    [Fact]
    public async Task OnALowBatteryItWaitsForThePlug()
    {
        _power = new PowerState(OnBattery: true, Charge: 10);
        var time = await WithNotesAsync();
        _library.Start();
        Pass(time, TimeSpan.FromMinutes(5));
        Assert.Equal((0, 0), (Embedded, Running));
        _power = new PowerState(OnBattery: false, Charge: 10);
        UntilDone(time);
    }

    [Fact]
    public async Task OnBatteryAllIsDoneInTheEnd()
    {
        _power = new PowerState(OnBattery: true, Charge: 80);
        var time = await WithNotesAsync();
        _library.Start();
        UntilDone(time);
        _library.AssertComplete(_library.Active!);
    }

    private Pause Pause => new(_library.Database);

    private long Running => _library.Count("SELECT count(*) FROM jobs WHERE status = 'running' AND stage = 'meaning'");

    private long Embedded => _library.Count("SELECT count(*) FROM vectors");

    private void Open(TimeProvider time)
    {
        _library = new MeaningLibrary(time);
        _library.Pace = new BackgroundPace(time, new PowerSupply(time, () => _power), () => BackgroundPace.Gentle);
    }

    private async Task<ManualTime> WithNotesAsync()
    {
        var time = new ManualTime();
        Open(time);
        _library.AddNotes(Few);
        await _library.IndexWordsAsync();
        return time;
    }

    private static void Pass(ManualTime time, TimeSpan all)
    {
        for (var passed = TimeSpan.Zero; passed < all; passed += TimeSpan.FromSeconds(1)) time.Advance(TimeSpan.FromSeconds(1));
    }

    private void UntilDone(ManualTime time) => MeaningLibrary.Until(() =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return _library.OpenMeaning == 0;
    }, $"all to be embedded {_library.Trouble}");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _library.DisposeAsync();
}
