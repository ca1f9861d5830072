using System.Globalization;
using System.Xml;

namespace Cortex.Engine.Knowledge.Parsing.Files.Docx;

/// <summary>Reads the values of WordprocessingML, which is written in two namespaces, transitional and strict.</summary>
internal static class DocxXml
{
    private const string Transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    private const string TransitionalRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    public static bool IsWord(XmlReader reader) => reader.NamespaceURI is Transitional or Strict;

    public static string? Attribute(XmlReader reader, string name) => reader.GetAttribute(name, Transitional) ?? reader.GetAttribute(name, Strict);

    public static string? Value(XmlReader reader) => Attribute(reader, "val");

    public static string? RelationId(XmlReader reader) => reader.GetAttribute("id", TransitionalRelations) ?? reader.GetAttribute("id", StrictRelations);

    public static int? Number(string? value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A switch is on by being there, unless its value says no.</summary>
    public static bool IsOn(XmlReader reader) => Value(reader) is not ("0" or "false" or "off" or "none");
}
