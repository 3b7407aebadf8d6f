// Serves an ASP.NET application on 127.0.0.1: mono Host.exe PORT FOLDER
//
// Says `listening on 127.0.0.1:PORT` when it does, and ends when its standard input does.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Web;
using System.Web.Hosting;

/// A request as it crosses into the application's domain.
[Serializable]
public class Question
{
    public int Port;
    public string Verb, Path, Query;
    public Dictionary<string, string> Headers;
    public byte[] Body;
}

[Serializable]
public class Answer
{
    public int Status = 200;
    public List<KeyValuePair<string, string>> Headers = new List<KeyValuePair<string, string>>();
    public byte[] Body = new byte[0];
}

/// Hands a request to ASP.NET and takes its answer.
class Worker : SimpleWorkerRequest
{
    readonly Question question;
    readonly string file, rest;
    readonly MemoryStream body = new MemoryStream();
    public readonly Answer Answer = new Answer();
    public readonly ManualResetEvent Done = new ManualResetEvent(false);

    public Worker(Question question) : base(question.Path.TrimStart('/'), question.Query, null)
    {
        this.question = question;
        // What follows the page is the method of a JSON call.
        int end = question.Path.IndexOf(".asmx/", StringComparison.OrdinalIgnoreCase);
        file = end < 0 ? question.Path : question.Path.Substring(0, end + ".asmx".Length);
        rest = question.Path.Substring(file.Length);
    }

    public override string GetHttpVerbName() { return question.Verb; }
    public override string GetUriPath() { return question.Path; }
    public override string GetFilePath() { return file; }
    public override string GetPathInfo() { return rest; }
    public override string GetFilePathTranslated() { return Path.Combine(GetAppPathTranslated(), file.TrimStart('/')); }
    public override string GetRawUrl() { return question.Query == "" ? question.Path : question.Path + "?" + question.Query; }
    public override string GetLocalAddress() { return "127.0.0.1"; }
    // A remote caller, to whom errors are hidden.
    public override string GetRemoteAddress() { return "192.0.2.1"; }
    public override string GetServerName() { return "127.0.0.1"; }
    public override int GetLocalPort() { return question.Port; }
    public override byte[] GetPreloadedEntityBody() { return question.Body; }
    public override bool IsEntireEntityBodyIsPreloaded() { return true; }

    string Header(string name)
    {
        string value;
        return question.Headers.TryGetValue(name, out value) ? value : null;
    }

    public override string GetKnownRequestHeader(int index) { return Header(GetKnownRequestHeaderName(index)); }
    public override string GetUnknownRequestHeader(string name) { return Header(name); }

    public override string[][] GetUnknownRequestHeaders()
    {
        var unknown = new List<string[]>();
        foreach (var header in question.Headers)
            if (GetKnownRequestHeaderIndex(header.Key) < 0) unknown.Add(new[] { header.Key, header.Value });
        return unknown.ToArray();
    }

    public override void SendStatus(int status, string description) { Answer.Status = status; }
    public override void SendKnownResponseHeader(int index, string value) { SendUnknownResponseHeader(GetKnownResponseHeaderName(index), value); }
    public override void SendUnknownResponseHeader(string name, string value) { Answer.Headers.Add(new KeyValuePair<string, string>(name, value)); }
    public override void SendResponseFromMemory(byte[] data, int length) { body.Write(data, 0, length); }

    public override void SendResponseFromFile(string name, long offset, long length)
    {
        body.Write(File.ReadAllBytes(name), (int)offset, (int)length);
    }

    public override void EndOfRequest()
    {
        Answer.Body = body.ToArray();
        Done.Set();
    }
}

/// Lives in the application's domain.
public class Application : MarshalByRefObject
{
    public override object InitializeLifetimeService() { return null; }

    public Answer Ask(Question question)
    {
        var worker = new Worker(question);
        HttpRuntime.ProcessRequest(worker);
        worker.Done.WaitOne();
        return worker.Answer;
    }
}

static class Program
{
    static void Main(string[] arguments)
    {
        int port = int.Parse(arguments[0]);
        string folder = Path.GetFullPath(arguments[1]);
        var application = (Application)ApplicationHost.CreateApplicationHost(typeof(Application), "/", folder);
        var listener = new HttpListener();
        listener.Prefixes.Add("http://127.0.0.1:" + port + "/");
        listener.Start();
        new Thread(() => Listen(listener, application, port)) { IsBackground = true }.Start();
        Console.WriteLine("listening on 127.0.0.1:" + port);
        Console.Out.Flush();
        while (Console.In.Read() >= 0) { }
        Environment.Exit(0);
    }

    static void Listen(HttpListener listener, Application application, int port)
    {
        while (true)
        {
            var context = listener.GetContext();
            ThreadPool.QueueUserWorkItem(_ => Serve(context, application, port));
        }
    }

    static void Serve(HttpListenerContext context, Application application, int port)
    {
        try
        {
            var answer = application.Ask(Read(context.Request, port));
            var response = context.Response;
            response.StatusCode = answer.Status;
            foreach (var header in answer.Headers)
            {
                string name = header.Key.ToLowerInvariant();
                if (name == "content-type") response.ContentType = header.Value;
                else if (name != "content-length" && name != "connection" && name != "transfer-encoding")
                    response.AddHeader(header.Key, header.Value);
            }
            response.ContentLength64 = answer.Body.Length;
            response.OutputStream.Write(answer.Body, 0, answer.Body.Length);
            response.Close();
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error);
            context.Response.Abort();
        }
    }

    static Question Read(HttpListenerRequest request, int port)
    {
        var body = new MemoryStream();
        request.InputStream.CopyTo(body);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in request.Headers.AllKeys) headers[name] = request.Headers[name];
        headers["Content-Length"] = body.Length.ToString();
        string[] parts = request.RawUrl.Split(new[] { '?' }, 2);
        return new Question
        {
            Port = port,
            Verb = request.HttpMethod,
            Path = parts[0],
            Query = parts.Length > 1 ? parts[1] : "",
            Headers = headers,
            Body = body.ToArray(),
        };
    }
}
