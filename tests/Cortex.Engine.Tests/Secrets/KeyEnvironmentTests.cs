using System.Diagnostics;
using System.Text.RegularExpressions;
using Cortex.Engine.Secrets;

namespace Cortex.Engine.Tests.Secrets;

public sealed class KeyEnvironmentTests
{
    [Fact]
    public void Other_programs_do_not_get_the_keys()
    {
        var start = new ProcessStartInfo("program");
        foreach (var provider in KeyProvider.All) start.Environment[provider.Variable] = "sk-for-nobody-else-123";
        start.WithoutKeys();
        Assert.All(KeyProvider.All, provider => Assert.False(start.Environment.ContainsKey(provider.Variable)));
        Assert.True(start.Environment.ContainsKey("PATH"));
    }

    /// <summary>A new place that starts a program has to say so, too; only Cortex itself in the background keeps them.</summary>
    [Fact]
    public void Whatever_starts_a_program_leaves_the_keys_out()
    {
        var starts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"new ProcessStartInfo\(|Process\.Start\((""|new)"))
            .Where(file => !File.ReadAllText(file).Contains(".WithoutKeys()", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Equal(["OwnSession.cs"], starts);
    }

    [Fact]
    public void Every_provider_has_a_name_that_a_keychain_and_a_shell_take()
    {
        Assert.All(KeyProvider.All, provider => Assert.Matches("^[a-z][a-z0-9-]{1,31}$", provider.Id));
        Assert.All(KeyProvider.All, provider => Assert.Matches("^[A-Z][A-Z0-9_]+$", provider.Variable));
        Assert.Equal(KeyProvider.All.Count, KeyProvider.All.Select(provider => provider.Id).Distinct().Count());
    }
}
