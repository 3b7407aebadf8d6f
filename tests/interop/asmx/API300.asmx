<%@ WebService Language="C#" Class="API300" %>
// Hypersoft's page with the classes of our WSDL. The names are ours, but for those of the operations.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Web;
using System.Web.Script.Services;
using System.Web.Services;
using System.Web.Services.Protocols;
using System.Xml;

public class APIStatus { public DateTime ServerDateTime; }
public class APIGeneralResponse { public APIStatus Status; }

public class Station { public int StationNo; public string Name; }
public class APIStationsResponse { public APIStatus Status; public List<Station> Stations; }

public class Revenue
{
    public int StationNo;
    public DateTime Begin;
    public int ArticleNo;
    public string Article;
    public decimal Quantity;
    public decimal Amount;
}
public class APIRevenueResponse { public APIStatus Status; public List<Revenue> Revenues; }

public class Customer
{
    public int CustomerNo;
    public string Name;
    public string FirstName;
    public DateTime? Birthday;
    public DateTime? AccessibleFrom;
    public DateTime? AccessibleUntil;
}
public class APICustomerResponse { public APIStatus Status; public Customer Customer; }

[WebService(Namespace = "urn:kontorhaus:placeholder:hypersoft/", Name = "API300")]
[ScriptService]
public class API300 : WebService
{
    static readonly Dictionary<int, Customer> customers = new Dictionary<int, Customer>();

    static APIStatus Status() { return new APIStatus { ServerDateTime = new DateTime(2026, 1, 31, 12, 0, 0, 123) }; }

    static string Text(object value)
    {
        if (value == null) return "null";
        if (value is DateTime)
        {
            var moment = (DateTime)value;
            return moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + " " + moment.Kind;
        }
        return Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    // Writes down what came, then does what the first token says.
    static bool Accept(string operation, string cusToken, string authToken, params object[] values)
    {
        var line = operation + ": " + Text(cusToken) + ", " + Text(authToken);
        foreach (var value in values) line += ", " + Text(value);
        lock (customers) File.AppendAllText(HttpRuntime.AppDomainAppPath + "received", line + "\n");
        switch (cusToken)
        {
            case "crash":
                throw new InvalidOperationException("something broke");
            case "unknown-token":
                var document = new XmlDocument();
                var name = SoapException.DetailElementName;
                var detail = document.CreateNode(XmlNodeType.Element, name.Name, name.Namespace);
                var code = document.CreateNode(XmlNodeType.Element, "ErrorCode", "urn:kontorhaus:placeholder:hypersoft/");
                code.InnerText = "4711";
                detail.AppendChild(code);
                throw new SoapException("token refused", SoapException.ClientFaultCode, "till", detail);
            default:
                return cusToken != null && cusToken != "nothing";
        }
    }

    [WebMethod]
    public APIGeneralResponse ServerDateTime(string CusToken, string AuthToken)
    {
        return Accept("ServerDateTime", CusToken, AuthToken) ? new APIGeneralResponse { Status = Status() } : null;
    }

    [WebMethod]
    public APIStationsResponse GetStations(string CusToken, string AuthToken)
    {
        if (!Accept("GetStations", CusToken, AuthToken)) return null;
        return new APIStationsResponse
        {
            Status = Status(),
            Stations = new List<Station> { new Station { StationNo = 1, Name = "Theke & <Bar>" }, new Station { StationNo = 2 } },
        };
    }

    [WebMethod]
    public APIRevenueResponse GetRevenue(string CusToken, string AuthToken, DateTime From, DateTime Until)
    {
        if (!Accept("GetRevenue", CusToken, AuthToken, From, Until)) return null;
        var rows = new List<Revenue>();
        for (var begin = From; begin < Until; begin = begin.AddMinutes(15))
            rows.Add(new Revenue { StationNo = 1, Begin = begin, ArticleNo = 101, Article = "Pils", Quantity = 2.000m, Amount = 9.90m });
        return new APIRevenueResponse { Status = Status(), Revenues = rows };
    }

    [WebMethod]
    public APICustomerResponse GetCustomer(string CusToken, string AuthToken, int CustomerNo)
    {
        if (!Accept("GetCustomer", CusToken, AuthToken, CustomerNo)) return null;
        Customer found;
        lock (customers) customers.TryGetValue(CustomerNo, out found);
        return new APICustomerResponse { Status = Status(), Customer = found };
    }

    [WebMethod]
    public APIGeneralResponse SetCustomer(string CusToken, string AuthToken, List<Customer> Customers)
    {
        if (!Accept("SetCustomer", CusToken, AuthToken, Customers == null ? null : (object)Customers.Count)) return null;
        if (Customers != null)
            foreach (var one in Customers)
            {
                Accept("Customer", CusToken, AuthToken, one.CustomerNo, one.Name, one.FirstName, one.Birthday, one.AccessibleFrom, one.AccessibleUntil);
                lock (customers) customers[one.CustomerNo] = one;
            }
        return new APIGeneralResponse { Status = Status() };
    }
}
