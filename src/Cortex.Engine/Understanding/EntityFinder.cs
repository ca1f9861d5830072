using Cortex.Contract.Search;
using Cortex.Engine.Language;

namespace Cortex.Engine.Understanding;

/// <summary>What a text names: the names of it put together, and what they are. Where nothing tells, it is <see cref="EntityType.Other"/>.</summary>
internal static class EntityFinder
{
    private const int Most = 40, MostMentions = 20, MostFew = 6, LongestLongForm = 9;

    public static IReadOnlyList<Entity> Find(Reading reading, IReadOnlyList<DateMention> dates)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var name in NameFinder.Find(reading))
        {
            var key = TextFolding.Fold(reading.Text[name.Start..name.End]).Replace('\n', ' ');
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = new Group(key, name));
            group.Add(name);
        }

        TieAcronyms(reading, groups);
        TieSurnames(reading, groups);
        if (reading.Language == "de") AddSurnames(reading, groups);
        var entities = groups.Values.OrderByDescending(group => group.Count).ThenByDescending(group => group.Key.Contains(' ', StringComparison.Ordinal)).ThenBy(group => group.Spans[0].Start).Take(Most).Select(group => Make(reading, group)).ToList();
        entities.AddRange(AffixNameFinder.Find(reading).Take(Most - Math.Min(Most, entities.Count)));
        entities.AddRange(dates.Where(date => date.Date.Length == 10).GroupBy(date => date.Date, StringComparer.Ordinal).Take(MostFew)
            .Select(group => new Entity(reading.Text[group.First().Span.Start..group.First().Span.End], EntityType.Date, group.Count(), [.. group.Take(MostMentions).Select(date => date.Span)])));
        entities.AddRange(QuantityFinder.Find(reading.Text, dates).Take(MostFew));
        return entities;
    }

    /// <summary>"World Health Organization (WHO)": both are one.</summary>
    private static void TieAcronyms(Reading reading, Dictionary<string, Group> groups)
    {
        foreach (var acronym in groups.Values.Where(group => group.Key.Length is >= 2 and <= 7 && (reading.Tokens[group.Name.First].Shape & TokenShape.Capitals) != 0).ToList())
        {
            foreach (var span in acronym.Spans)
            {
                if (span.Start < 3 || reading.Text[span.Start - 1] != '(' || span.End >= reading.Text.Length || reading.Text[span.End] != ')') continue;
                var longForm = groups.Values.Where(group => group != acronym).FirstOrDefault(group => group.Spans.Exists(other => other.End == span.Start - 2) && Abbreviates(acronym.Key, group.Key));
                if (longForm is null) continue;
                longForm.Take(acronym);
                groups.Remove(acronym.Key);
                break;
            }
        }
    }

    private static bool Abbreviates(string acronym, string longForm)
    {
        var words = longForm.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > LongestLongForm) return false;
        // Not every word gives its letter: "of" mostly none.
        var at = 0;
        foreach (var word in words)
        {
            if (at < acronym.Length && word[0] == acronym[at]) at++;
        }

        return at == acronym.Length;
    }

    /// <summary>"Curie" is "Marie Curie" where only one is named like that.</summary>
    private static void TieSurnames(Reading reading, Dictionary<string, Group> groups)
    {
        var whole = groups.Values.Where(group => group.Key.Contains(' ', StringComparison.Ordinal)).GroupBy(group => group.Key[(group.Key.LastIndexOf(' ') + 1)..], StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.ToList(), StringComparer.Ordinal);
        foreach (var single in groups.Values.Where(group => !group.Key.Contains(' ', StringComparison.Ordinal)).ToList())
        {
            if (!whole.TryGetValue(single.Key, out var people) || people.Count != 1 || Type(reading, people[0]) != EntityType.Person) continue;
            people[0].Take(single);
            groups.Remove(single.Key);
        }
    }

    /// <summary>A German surname alone looks like any noun: it is one where somebody of that name is named whole.</summary>
    private static void AddSurnames(Reading reading, Dictionary<string, Group> groups)
    {
        var people = groups.Values.Where(group => group.Name.Past - group.Name.First > 1 && Type(reading, group) == EntityType.Person).GroupBy(group => reading.Tokens[group.Name.Past - 1].Stem).Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.First());
        if (people.Count == 0) return;
        foreach (var token in reading.Tokens)
        {
            if ((token.Shape & TokenShape.Capital) == 0 || !people.TryGetValue(token.Stem, out var person) || person.Count > MostMentions || person.Spans.Exists(span => span.Start <= token.Start && token.End <= span.End)) continue;
            person.Add(new Name(token.Start, token.End, 0, 0, NameCue.None));
        }
    }

    private static Entity Make(Reading reading, Group group)
    {
        var name = reading.Text[group.Name.Start..group.Name.End].Replace('\n', ' ');
        return new Entity(name, Type(reading, group), group.Count, [.. group.Spans.OrderBy(span => span.Start).Take(MostMentions)]);
    }

    private static EntityType Type(Reading reading, Group group)
    {
        var words = group.Key.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return EntityType.Other;
        var (first, last) = (words[0], words[^1]);
        if (EntityWords.Events.Contains(last) || EntityWords.Events.Contains(first) && words.Length > 2 || words.Length == 3 && last is "i" or "ii" && words[1] == "war") return EntityType.Event;
        if (EntityWords.Organisations.Contains(last) && words.Length > 1 || EntityWords.OrganisationBeginnings.Contains(first) && words.Length > 1) return EntityType.Organisation;
        if (EntityWords.Places.Contains(last) && words.Length > 1 || EntityWords.PlaceBeginnings.Contains(first) && words.Length > 1) return EntityType.Place;
        if ((group.Cues & NameCue.Titled) != 0) return EntityType.Person;
        if (EntityWords.KnownPlaces.Contains(group.Key) || words.Length == 2 && words[0] is "new" or "south" or "north" or "east" or "west" or "san" or "saint" or "los" or "united") return EntityType.Place;
        if (words.Length is > 1 and <= 5 && words.All(word => !EntityWords.Connectors.Contains(word) || EntityWords.NameConnectors.Contains(word)) && (EntityWords.GivenNames.Contains(first) || first.Length == 1 && last.Length > 2 && HasInitialStop(reading, group.Name))) return EntityType.Person;
        if ((group.Cues & NameCue.Versioned) != 0) return EntityType.Work;
        if ((group.Cues & NameCue.SurePlace) != 0 && words.Length <= 2) return EntityType.Place;
        if (group.InPlace >= 2 && group.InPlace * 2 > group.Count && words.Length <= 2 && !reading.Input.Blocks.Any(block => block.Kind == Contract.Items.BlockKind.Code)) return EntityType.Place;
        return EntityType.Other;
    }

    private static bool HasInitialStop(Reading reading, Name name) => name.Start + 1 < reading.Text.Length && reading.Text[name.Start + 1] == '.';

    private sealed class Group(string key, Name name)
    {
        private const int MostSpans = 200;

        public string Key { get; } = key;
        public Name Name { get; } = name;
        public int Count { get; private set; }
        public int InPlace { get; private set; }
        public NameCue Cues { get; private set; }
        public List<TextSpan> Spans { get; } = [];

        public void Add(Name mention)
        {
            Count++;
            Cues |= mention.Cue;
            if ((mention.Cue & NameCue.InPlace) != 0) InPlace++;
            if (Spans.Count < MostSpans) Spans.Add(new TextSpan(mention.Start, mention.End));
        }

        public void Take(Group other)
        {
            Count += other.Count;
            Cues |= other.Cues;
            Spans.AddRange(other.Spans);
        }
    }
}
