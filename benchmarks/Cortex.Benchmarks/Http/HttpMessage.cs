using System.Globalization;
using System.Text;

namespace Cortex.Benchmarks.Http;

/// <summary>Requests as the bytes that are sent.</summary>
internal static class HttpMessage
{
    public static byte[] Get(string path, int port, string token = "") =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\n{Headers(port, token)}\r\n");

    public static byte[] Post(string path, int port, string token, string json) =>
        Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\n{Headers(port, token)}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static string Headers(int port, string token) =>
        $"Host: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\n" + (token.Length == 0 ? "" : $"Authorization: Bearer {token}\r\n");
}
