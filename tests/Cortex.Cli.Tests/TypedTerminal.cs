using System.Diagnostics;
using System.Text;

namespace Cortex.Cli.Tests;

/// <summary>A command of the shell on a terminal of its own, with somebody who types.</summary>
internal sealed class TypedTerminal(TemporaryHome home, string command) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process = home.Start("script", ["-qec", command, "/dev/null"]);
    private readonly StringBuilder _shown = new();

    public void WaitFor(string text)
    {
        var deadline = Task.Run(() =>
        {
            while (!_shown.ToString().Contains(text, StringComparison.Ordinal))
            {
                if (_process.StandardOutput.Read() is not (>= 0 and var next)) throw new InvalidOperationException($"It ended without “{text}”: {_shown}");
                _shown.Append((char)next);
            }
        });
        Assert.True(deadline.Wait(Patience), $"Waited for “{text}”: {_shown}");
    }

    public void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>All that was shown, once the command has ended.</summary>
    public string ReadToEnd()
    {
        var rest = _process.StandardOutput.ReadToEndAsync();
        Assert.True(rest.Wait(Patience), $"It has not ended: {_shown}");
        return _shown.Append(rest.Result).ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
