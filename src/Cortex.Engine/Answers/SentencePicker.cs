using Cortex.Engine.Inference;

namespace Cortex.Engine.Answers;

/// <summary>Chooses the sentences that answer: by meaning where the encoder reads the question, else by words.</summary>
internal static class SentencePicker
{
    public static IReadOnlyList<PassageSentence> Pick(SentenceEncoder? encoder, Question question, IReadOnlyList<Passage> passages)
    {
        // Nothing but words that every text has asks for nothing.
        if (question.Terms.Total <= 0 || passages.Count == 0) return [];
        return encoder is not null && QuestionLanguage.IsRead(question.Text, encoder) ? MeaningPicker.Pick(encoder, question, passages) : WordPicker.Pick(passages, question.Terms);
    }
}
