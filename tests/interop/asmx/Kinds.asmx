<%@ WebService Language="C#" Class="Kinds" %>
// Gives back a value of every kind that an ASP.NET web service knows, and writes down what it was given.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Web;
using System.Web.Script.Services;
using System.Web.Services;
using System.Xml.Serialization;

public enum Colour { Red = 1, Green = 2, DarkBlue = 7 }

public class Part { public string Name; public short Size; }

public class Kind
{
    public string Text;
    public bool Flag;
    public int Int;
    public long Long;
    public decimal Decimal;
    public double Double;
    public Guid Guid;
    public DateTime Moment;
    [XmlElement(DataType = "date")] public DateTime Day;
    public byte[] Bytes;
    public Colour Colour;
    public int? MaybeInt;
    public bool? MaybeFlag;
    public decimal? MaybeDecimal;
    public DateTime? MaybeMoment;
    public Colour? MaybeColour;
    public Part Part;
    public Part[] Parts;
    public List<string> Texts;
    public List<int> Ints;
    // XML knows them by another name, JSON does not.
    [XmlElement("Phone")] public string[] Phones;
    [XmlAttribute] public int Row;
}

[WebService(Namespace = "urn:kinds/", Name = "Kinds")]
[ScriptService]
public class Kinds : WebService
{
    static string Text(object value)
    {
        if (value == null) return "null";
        var bytes = value as byte[];
        if (bytes != null) return BitConverter.ToString(bytes);
        var part = value as Part;
        if (part != null) return "(" + Text(part.Name) + " " + part.Size + ")";
        var list = value as System.Collections.IEnumerable;
        if (list != null && !(value is string))
        {
            var items = new List<string>();
            foreach (var item in list) items.Add(Text(item));
            return "[" + string.Join(" ", items.ToArray()) + "]";
        }
        if (value is DateTime) return ((DateTime)value).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    [WebMethod]
    public Kind Echo(Kind value, int times)
    {
        var lines = "times=" + times + "\n";
        if (value != null)
            foreach (var field in typeof(Kind).GetFields()) lines += field.Name + "=" + Text(field.GetValue(value)) + "\n";
        File.AppendAllText(HttpRuntime.AppDomainAppPath + "received", lines);
        return value;
    }

    [WebMethod]
    public List<Part> List(int count)
    {
        var parts = new List<Part>();
        for (int i = 0; i < count; i++) parts.Add(new Part { Name = "part " + i, Size = (short)i });
        return parts;
    }

    [WebMethod]
    public void Nothing() { }

    [WebMethod]
    public decimal Half(decimal value) { return value / 2; }
}
