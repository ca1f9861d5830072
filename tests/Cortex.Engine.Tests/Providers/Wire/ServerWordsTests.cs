using Cortex.Engine.Providers.Wire;

namespace Cortex.Engine.Tests.Providers.Wire;

public sealed class ServerWordsTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData("Not\n\there.", "Not here.")]
    [InlineData("Key my-own-key is bad.", "Key … is bad.")]
    [InlineData("Key sk-proj-abcdefgh12345 is bad.", "Key … is bad.")]
    [InlineData("Key sk-abc***********wxyz is bad.", "Key … is bad.")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: …")]
    [InlineData("\u001b[31mred", "[31mred")]
    public void KeysAndControlsAreLeftOut(string? words, string expected) => Assert.Equal(expected, ServerWords.Clean(words, "my-own-key"));

    [Fact]
    public void TheyAreNotLong() => Assert.Equal(300, ServerWords.Clean(new string('x', 100_000), key: null).Length);

    [Fact]
    public void AKeyIsHiddenBeforeTheTextIsCut() =>
        Assert.DoesNotContain("canary", ServerWords.Clean(new string('x', 295) + "canary-key-of-mine", "canary-key-of-mine"), StringComparison.Ordinal);
}
