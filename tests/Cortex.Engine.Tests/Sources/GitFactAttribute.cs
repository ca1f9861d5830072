using System.ComponentModel;

namespace Cortex.Engine.Tests.Sources;

/// <summary>A test whose oracle is the real git.</summary>
public sealed class GitFactAttribute : FactAttribute
{
    private static readonly bool _present = IsPresent();

    public GitFactAttribute()
    {
        if (!_present)
        {
            Skip = "git IS NOT INSTALLED: nothing was compared with it.";
        }
    }

    private static bool IsPresent()
    {
        try
        {
            return Shell.Run("git", "--version").Length > 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
