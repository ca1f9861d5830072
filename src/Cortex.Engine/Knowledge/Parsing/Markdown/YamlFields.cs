using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cortex.Engine.Knowledge.Parsing.Markdown;

/// <summary>
/// A YAML mapping as JSON values. Read event by event: nothing by reflection, nothing recursive, and an alias is never
/// expanded, so that a few lines cannot become gigabytes.
/// </summary>
internal readonly record struct YamlFields(Dictionary<string, JsonElement>? Fields, bool IsProse)
{
    private const int MaxDepth = 32;
    private static readonly YamlFields Unreadable = new(null, IsProse: false);
    private static readonly YamlFields Prose = new(null, IsProse: true);

    public static YamlFields Read(string source)
    {
        try
        {
            var parser = new YamlDotNet.Core.Parser(new StringReader(source));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new YamlFields([], IsProse: false);
            }

            parser.Consume<DocumentStart>();
            if (!parser.Accept<MappingStart>(out _))
            {
                // A text between two rules is no front matter.
                return Prose;
            }

            return Mapping(parser) is { } fields && parser.Accept<DocumentEnd>(out _) ? new YamlFields(fields, IsProse: false) : Unreadable;
        }
        catch (YamlException)
        {
            return Unreadable;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The scanner's own slips over broken input.
            return Unreadable;
        }
    }

    private static Dictionary<string, JsonElement>? Mapping(IParser parser)
    {
        var fields = new Dictionary<string, JsonElement>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                return null;
            }

            var complete = false;
            var value = JsonText.Element(w => complete = Value(parser, w));
            if (!complete)
            {
                return null;
            }

            fields[SourceText.WellFormed(key.Value)] = value;
        }

        return fields;
    }

    /// <summary>False at an alias or a depth we do not follow; the writer's document is complete either way.</summary>
    private static bool Value(IParser parser, Utf8JsonWriter json)
    {
        var open = new Stack<bool>();
        var isKey = false;
        do
        {
            switch (parser.Consume<ParsingEvent>())
            {
                case Scalar scalar when isKey:
                    json.WritePropertyName(SourceText.WellFormed(scalar.Value));
                    isKey = false;
                    continue;
                case Scalar scalar:
                    Write(scalar, json);
                    break;
                case MappingEnd:
                    open.Pop();
                    json.WriteEndObject();
                    break;
                case SequenceEnd:
                    open.Pop();
                    json.WriteEndArray();
                    break;
                case MappingStart when !isKey && open.Count < MaxDepth:
                    open.Push(true);
                    json.WriteStartObject();
                    break;
                case SequenceStart when !isKey && open.Count < MaxDepth:
                    open.Push(false);
                    json.WriteStartArray();
                    break;
                default:
                    return Abandon(json, open, isKey);
            }

            isKey = open.TryPeek(out var inMapping) && inMapping;
        }
        while (open.Count > 0);
        return true;
    }

    private static bool Abandon(Utf8JsonWriter json, Stack<bool> open, bool isKey)
    {
        if (open.Count == 0 || (open.Peek() && !isKey))
        {
            json.WriteNullValue();
        }

        while (open.TryPop(out var inMapping))
        {
            if (inMapping)
            {
                json.WriteEndObject();
            }
            else
            {
                json.WriteEndArray();
            }
        }

        return false;
    }

    /// <summary>A plain scalar is what YAML's core schema makes of it; a date stays a string.</summary>
    private static void Write(Scalar scalar, Utf8JsonWriter json)
    {
        var value = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain)
        {
            json.WriteStringValue(SourceText.WellFormed(value));
        }
        else if (value is "" or "~" or "null" or "Null" or "NULL")
        {
            json.WriteNullValue();
        }
        else if (value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            json.WriteBooleanValue(value[0] is 't' or 'T');
        }
        else if (IsDecimal(value) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            json.WriteNumberValue(integer);
        }
        else if (IsDecimal(value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(SourceText.WellFormed(value));
        }
    }

    /// <summary>Not "007" and not "1_000": those are names to whoever wrote them.</summary>
    private static bool IsDecimal(string value)
    {
        var digits = value.AsSpan().TrimStart("+-");
        return digits.Length is > 0 and < 25 && value.Length - digits.Length <= 1 && char.IsAsciiDigit(digits[0]) && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.');
    }
}
