namespace Cortex.Engine.Inference.Bert;

/// <summary>How the states of a text's tokens become one vector; the numbers are the format's.</summary>
public enum BertPooling
{
    Mean = 1,
    FirstToken = 2,
    LastToken = 3,
}
