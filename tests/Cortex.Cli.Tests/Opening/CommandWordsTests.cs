namespace Cortex.Cli.Opening;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("vim", "vim")]
    [InlineData("  code   --wait ", "code|--wait")]
    [InlineData("'/opt/My Editor/bin' -n", "/opt/My Editor/bin|-n")]
    [InlineData("\"/opt/My Editor/bin\" \"a \\\"b\\\"\"", "/opt/My Editor/bin|a \"b\"")]
    [InlineData(@"/opt/My\ Editor/bin", "/opt/My Editor/bin")]
    [InlineData("vim -c 'set nu' ''", "vim|-c|set nu|")]
    [InlineData("vim; rm -rf ~", "vim;|rm|-rf|~")]
    [InlineData("$(touch x) `y` $HOME *", "$(touch|x)|`y`|$HOME|*")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("", "")]
    public void WordsAreThoseOfAShellAndNothingElseIs(string command, string words) =>
        Assert.Equal(words.Length == 0 ? [] : words.Split('|'), CommandWords.TrySplit(command)!);

    [Theory]
    [InlineData("vim '")]
    [InlineData("\"vim")]
    public void AQuoteThatIsNotClosedIsNoCommand(string command) => Assert.Null(CommandWords.TrySplit(command));
}
