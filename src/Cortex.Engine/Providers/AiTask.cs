namespace Cortex.Engine.Providers;

/// <summary>What a model is asked for; each has a choice of its own.</summary>
public enum AiTask
{
    /// <summary>Vectors of passages and questions.</summary>
    Embedding,

    /// <summary>Summary, concepts and entities of an item.</summary>
    Extraction,

    /// <summary>Whether a passage bears on a question.</summary>
    Grading,

    /// <summary>Answers from the library.</summary>
    Chat,

    /// <summary>Work on a person's files.</summary>
    Agent,
}
