using Cortex.Engine.Jobs.Power;
using Cortex.Engine.Jobs.Power.Platform;

namespace Cortex.Engine.Tests.Jobs.Power;

public sealed class LinuxPowerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cortex-power-").FullName;

    [Fact]
    public void ALaptopUnplugged()
    {
        Supply("AC", ("type", "Mains"), ("online", "0"));
        Supply("BAT0", ("type", "Battery"), ("status", "Discharging"), ("capacity", "57"));
        Assert.Equal(new PowerState(OnBattery: true, Charge: 57), LinuxPower.Read(_root));
    }

    [Fact]
    public void ALaptopPluggedIn()
    {
        Supply("AC", ("type", "Mains"), ("online", "1"));
        Supply("BAT0", ("type", "Battery"), ("status", "Charging"), ("capacity", "57"));
        Assert.Equal(new PowerState(OnBattery: false, Charge: 57), LinuxPower.Read(_root));
    }

    [Fact]
    public void PluggedInByUsbABatteryMayStillLose()
    {
        Supply("ucsi-source-psy-1", ("type", "USB"), ("online", "1"));
        Supply("BAT0", ("type", "Battery"), ("status", "Discharging"), ("capacity", "40"));
        Supply("BAT1", ("type", "Battery"), ("status", "Unknown"), ("capacity", "80"));
        Assert.Equal(new PowerState(OnBattery: false, Charge: 60), LinuxPower.Read(_root));
    }

    [Fact]
    public void AMouseIsNotTheMachine()
    {
        Supply("hidpp_battery_0", ("type", "Battery"), ("scope", "Device"), ("status", "Discharging"), ("capacity", "5"));
        Assert.Equal(default, LinuxPower.Read(_root));
    }

    [Fact]
    public void WhatCannotBeReadIsNoBattery()
    {
        Supply("BAT0", ("type", "Battery"), ("capacity", "x"));
        Supply("BAT1");
        Supply("BAT2", ("type", new string('B', 100_000)));
        Directory.CreateDirectory(Path.Combine(_root, "BAT3", "type"));
        Assert.Equal(default, LinuxPower.Read(_root));
        Assert.Equal(default, LinuxPower.Read(Path.Combine(_root, "none")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Supply(string name, params (string File, string Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        foreach (var (file, content) in files) File.WriteAllText(Path.Combine(folder, file), content + "\n");
    }
}
