using System.Reflection;

namespace Cortex.Engine;

public static class CortexVersion
{
    /// <summary>As in <c>Directory.Build.props</c>, without build metadata.</summary>
    public static string Current { get; } = (typeof(CortexVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
