using System.Text.Json;

namespace Cortex.Engine.Sources.Exports.Karakeep;

/// <summary>Goes through one JSON object whose members are lists: an element is in memory at a time, and none of the lists.</summary>
internal sealed class JsonElements(byte[] json)
{
    private readonly int _start = json is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    private int _at;
    private bool _inList;

    /// <summary>The member of the object that <see cref="Element"/> belongs to.</summary>
    public string Member { get; private set; } = "";

    /// <summary>An element of a list, or the value itself of a member that is none.</summary>
    public JsonElement Element { get; private set; }

    /// <summary>Whether the member is a list.</summary>
    public bool IsListed => _inList;

    /// <exception cref="JsonException">damaged</exception>
    public bool Next()
    {
        var reader = new Utf8JsonReader(json.AsSpan(_start + _at), isFinalBlock: true, _state);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 0) continue;
            if (reader.TokenType == JsonTokenType.EndArray && _inList)
            {
                _inList = false;
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName && !_inList)
            {
                Member = reader.GetString()!;
                continue;
            }

            if (reader.TokenType == JsonTokenType.StartArray && !_inList && reader.CurrentDepth == 1)
            {
                _inList = true;
                continue;
            }

            if (reader.TokenType == JsonTokenType.EndObject) return false;
            Element = JsonElement.ParseValue(ref reader);
            _at += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return true;
        }

        return false;
    }
}
