namespace Cortex.Engine.Workflows.Running;

/// <summary>A node asked what nobody has answered yet.</summary>
internal sealed class Interrupt(string question, string at) : Exception($"Waits for an answer: {question}")
{
    public string Question => question;

    /// <summary>Which question of the run it is.</summary>
    public string At => at;
}
