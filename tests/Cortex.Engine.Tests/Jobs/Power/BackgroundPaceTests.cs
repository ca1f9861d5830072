using Cortex.Contract.Processing;
using Cortex.Engine.Jobs;
using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Tests.Storage;

namespace Cortex.Engine.Tests.Jobs.Power;

public sealed class BackgroundPaceTests
{
    [Theory]
    [InlineData(false, 5, "gentle", Pace.Full)]
    [InlineData(false, 5, "pause", Pace.Full)]
    [InlineData(true, 80, "gentle", Pace.Gentle)]
    [InlineData(true, 20, "gentle", Pace.Gentle)]
    [InlineData(true, 19, "gentle", Pace.Rest)]
    [InlineData(true, null, "gentle", Pace.Gentle)]
    [InlineData(true, 5, "normal", Pace.Full)]
    [InlineData(true, 80, "pause", Pace.Rest)]
    public void OnBatteryItIsWhatWasSet(bool onBattery, int? charge, string setting, Pace pace) =>
        Assert.Equal(new PowerStatus(onBattery, charge, pace), new BackgroundPace(new ManualTime(), new PowerSupply(new ManualTime(), () => new PowerState(onBattery, charge)), () => setting).Power());

    [Fact]
    public void TheSystemIsAskedEveryHalfMinuteAtMost()
    {
        var time = new ManualTime();
        var asked = 0;
        var supply = new PowerSupply(time, () => new PowerState(OnBattery: true, Charge: ++asked));
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal(1 + (second / 30), supply.State.Charge);
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task APauseIsStrongerThanAPersonWhoWaitsAndThatThanTheBattery()
    {
        var time = new ManualTime();
        using var library = new TemporaryLibrary(time);
        var pace = new BackgroundPace(time, new PowerSupply(time, () => new PowerState(OnBattery: true, Charge: 5)), () => BackgroundPace.Gentle);
        Assert.Equal(Pace.Rest, library.Database.Read(pace.Of));
        pace.IsAwaited = true;
        Assert.Equal(Pace.Full, library.Database.Read(pace.Of));
        await new Pause(library.Database).BeginAsync(1);
        Assert.Equal(Pace.Rest, library.Database.Read(pace.Of));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Pace.Full, library.Database.Read(pace.Of));
    }
}
