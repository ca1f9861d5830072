using Cortex.Engine.Secrets;
using Microsoft.Extensions.Logging;

namespace Cortex.Backend;

/// <summary>Errors only, one after the other on standard error.</summary>
internal sealed class StandardErrorLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Console.Error.WriteLine(SecretText.Redact(exception is null ? formatter(state, null) : $"{formatter(state, null)}\n{exception}"));
    }

    public void Dispose()
    {
        // Standard error belongs to the process.
    }
}
