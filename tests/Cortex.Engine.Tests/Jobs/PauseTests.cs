using Cortex.Contract.Processing;
using Cortex.Engine.Jobs;
using Cortex.Engine.Storage;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Jobs;

public sealed class PauseTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryLibrary _library;

    public PauseTests() => _library = new TemporaryLibrary(_time);

    private Pause Pause => new(_library.Database);

    [Fact]
    public async Task ItLastsUntilItIsResumedAlsoOverARestart()
    {
        Assert.Equal(new PauseStatus(Paused: false, Until: null), Pause.Of());
        Assert.Equal(new PauseStatus(Paused: true, Until: null), await Pause.BeginAsync(minutes: null));
        _library.Close();
        _time.Advance(TimeSpan.FromDays(1000));
        Assert.True(Pause.Of().Paused);
        Assert.False((await Pause.EndAsync()).Paused);
        Assert.False((await Pause.EndAsync()).Paused);
    }

    [Fact]
    public async Task ItEndsByItselfWhenItsTimeIsOver()
    {
        var paused = await Pause.BeginAsync(120);
        Assert.Equal(_time.GetUtcNow().UtcDateTime.AddHours(2), paused.Until);
        _time.Advance(TimeSpan.FromMinutes(119));
        Assert.True(Pause.Of().Paused);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new PauseStatus(Paused: false, Until: null), Pause.Of());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task ItIsNotLongerThanAYear(int minutes)
    {
        await Assert.ThrowsAsync<CortexException>(() => Pause.BeginAsync(minutes));
        Assert.False(Pause.Of().Paused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("for ever")]
    [InlineData("9223372036854775807")]
    public void ADamagedOneIsNone(string value)
    {
        _library.Database.Writer.Run(Durability.Captured, db => { db.Execute("INSERT INTO library (key, value) VALUES ('paused_until', ?1)", value); });
        Assert.False(Pause.Of().Paused);
    }

    [Fact]
    public async Task OthersAreTold()
    {
        var before = _library.Count("SELECT count(*) FROM changes WHERE kind = 'settings_changed'");
        await Pause.BeginAsync(null);
        await Pause.EndAsync();
        Assert.Equal(before + 2, _library.Count("SELECT count(*) FROM changes WHERE kind = 'settings_changed'"));
    }

    public void Dispose() => _library.Dispose();
}
