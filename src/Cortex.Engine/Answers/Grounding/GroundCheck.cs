using Cortex.Engine.Inference;
using Cortex.Engine.Language;

namespace Cortex.Engine.Answers.Grounding;

/// <summary>
/// Ties each sentence of a draft to the place in a passage that says so, or finds that none does. A sentence must share most of
/// its content words with the place and its surroundings, or fewer and its meaning; and every number and name of it must stand
/// in the passage, whatever else is alike. A marker is a hint: what another passage supports is tied to that one.
/// </summary>
internal sealed class GroundCheck
{
    // Of the content words, by how rare they are.
    private const double ByWords = 0.6, ByMeaning = 0.3;
    private const double LeastCosine = 0.7;

    /// <summary>A further place must hold so much of what the best one does.</summary>
    private const double BesideBest = 0.85;
    private const int MaxPlaces = 2, MaxEncoded = 6;

    /// <summary>Fewer content words than this claim nothing, where nothing is cited: "Here is what I found:".</summary>
    private const int LeastWords = 2;

    private readonly List<Place> _places;
    private readonly SentenceEncoder? _encoder;
    private readonly IReadOnlySet<string> _given;
    private readonly string? _language;

    /// <param name="passages">With the numbers that the draft cites them by.</param>
    /// <param name="question">What it names need not stand in a passage.</param>
    /// <param name="encoder">Null: words alone decide.</param>
    public GroundCheck(IReadOnlyList<(int Number, Passage Passage)> passages, string question, SentenceEncoder? encoder)
    {
        _encoder = encoder;
        _places = [.. passages.SelectMany(entry => Place.Of(entry.Passage, entry.Number))];
        _given = Stems(question);
        _language = LanguageDetector.Detect(string.Join('\n', passages.Select(entry => entry.Passage.Text)));
    }

    public GroundedSentence Check(DraftSentence sentence)
    {
        var stems = Stems(sentence.Text);
        if (stems.Count < (sentence.Cited.Count > 0 ? 1 : LeastWords) || sentence.Text.TrimEnd().EndsWith('?')) return new GroundedSentence(sentence, null, []);
        var facts = ClaimFacts.Of(sentence.Text);
        // What it names first; then, since models miscount, the others.
        var named = sentence.Cited.ToHashSet();
        var (found, best) = Find(sentence.Text, stems, facts, _places.Where(place => named.Contains(place.Number)));
        if (found.Count == 0) (found, best) = Find(sentence.Text, stems, facts, _places.Where(place => !named.Contains(place.Number)));
        if (found.Count > 0) return new GroundedSentence(sentence, true, found);
        // A translation shares no words with what it stands on.
        var foreign = LanguageDetector.Detect(sentence.Text) is { } language && _language is not null && language != _language;
        return new GroundedSentence(sentence, foreign ? null : false, foreign && best is not null ? [best] : []);
    }

    private (List<PassageSentence> Found, PassageSentence? Best) Find(string text, IReadOnlySet<string> stems, ClaimFacts facts, IEnumerable<Place> places)
    {
        var scored = places.Select(place => (Place: place, Share: place.Share(stems, _given))).OrderByDescending(entry => entry.Share).ToList();
        if (scored.Count == 0) return ([], null);
        var held = scored.Where(entry => entry.Place.Holds(facts, _given)).ToList();
        // What denies it speaks louder than what merely stands beside.
        if (held.Count > 0 && held[0].Place.Contradicts(facts)) return ([], scored[0].Place.Sentence);
        var good = held.Where(entry => entry.Share >= ByWords && !entry.Place.Contradicts(facts)).ToList();
        if (good.Count == 0 && _encoder is not null)
        {
            var near = held.Where(entry => entry.Share is >= ByMeaning and < ByWords).Take(MaxEncoded).ToList();
            if (near.Count > 0)
            {
                var encoded = _encoder.EncodeTokens([text, .. near.Select(entry => entry.Place.InContext)]);
                good = [.. near.Zip(encoded.Skip(1), (entry, vector) => (entry.Place, Share: encoded[0].Cosine(vector))).Where(entry => entry.Share >= LeastCosine).OrderByDescending(entry => entry.Share)];
            }
        }

        var found = new List<PassageSentence>();
        foreach (var (place, share) in good.TakeWhile(entry => entry.Share >= good[0].Share * BesideBest))
        {
            // Chunks overlap, and people save things twice.
            if (found.Count < MaxPlaces && found.TrueForAll(other => other.Quote != place.Sentence.Quote)) found.Add(place.Sentence);
        }

        return (found, scored[0].Place.Sentence);
    }

    private static HashSet<string> Stems(string text) =>
        WordScanner.List(text).Where(word => !StopWords.Contains(word.Folded)).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);

    /// <summary>A sentence of a passage, and what stands around it.</summary>
    private sealed class Place
    {
        private readonly HashSet<string> _own, _near, _far;
        private readonly ClaimFacts _facts, _ownFacts;

        private Place(PassageSentence sentence, int number, string near, ClaimFacts facts, HashSet<string> far)
        {
            (Sentence, Number) = (sentence, number);
            _own = Stems(sentence.Quote);
            _near = Stems(near);
            _far = far;
            _facts = facts;
            _ownFacts = ClaimFacts.Of(sentence.Quote);
        }

        public PassageSentence Sentence { get; }
        public int Number { get; }
        public string InContext => Sentence.Heading.Length > 0 ? $"{Sentence.Heading}\n{Sentence.Quote}" : Sentence.Quote;

        public static IEnumerable<Place> Of(Passage passage, int number)
        {
            var sentences = passage.Sentences().Where(sentence => sentence.Quote.Any(char.IsLetterOrDigit)).ToList();
            var facts = ClaimFacts.Of($"{passage.Title}\n{passage.Text}");
            var far = Stems($"{passage.Title}\n{passage.Text}");
            for (var i = 0; i < sentences.Count; i++)
            {
                var near = string.Join('\n', [passage.Title, sentences[i].Heading, .. sentences[Math.Max(0, i - 1)..Math.Min(sentences.Count, i + 2)].Select(one => one.Quote)]);
                yield return new Place(sentences[i], number, near, facts, far);
            }
        }

        // What the sentence itself has counts whole, its neighbours and headings less, the rest of the passage little; what was asked counts nowhere.
        public double Share(IReadOnlySet<string> stems, IReadOnlySet<string> given)
        {
            var (total, have) = (0.0, 0.0);
            foreach (var stem in stems)
            {
                var weight = given.Contains(stem) ? 0.25 : 1;
                total += weight;
                have += weight * (_own.Contains(stem) ? 1 : _near.Contains(stem) ? 0.8 : _far.Contains(stem) ? 0.3 : 0);
            }

            return total <= 0 ? 0 : have / total;
        }

        public bool Holds(ClaimFacts claim, IReadOnlySet<string> given) =>
            claim.Numbers.All(_facts.Numbers.Contains)
            && claim.Names.All(name => _far.Contains(name) || given.Contains(name));

        // "It does not end in March" has all the words of "It ends in March".
        public bool Contradicts(ClaimFacts claim) => claim.Contradicts(_ownFacts);
    }
}
