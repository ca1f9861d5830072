using Cortex.Engine.Inference;

namespace Cortex.Engine.Answers;

/// <summary>Chooses the sentences that answer: by meaning where the encoder reads the question, else by words.</summary>
internal static class SentencePicker
{
    /// <param name="isSecondLook">Other words were searched for: more looks find more by chance, so more is asked of what they find.</param>
    public static IReadOnlyList<PassageSentence> Pick(SentenceEncoder? encoder, Question question, IReadOnlyList<Passage> passages, bool isSecondLook = false)
    {
        // Nothing but words that every text has asks for nothing.
        if (question.Terms.Total <= 0 || passages.Count == 0) return [];
        return encoder is not null && QuestionLanguage.IsRead(question.Text, encoder) ? MeaningPicker.Pick(encoder, question, passages, isSecondLook) : WordPicker.Pick(passages, question.Terms, isSecondLook);
    }
}
