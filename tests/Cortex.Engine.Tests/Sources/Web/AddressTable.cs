namespace Cortex.Engine.Tests.Sources.Web;

/// <summary>R1 and R3: hosts by every spelling, none of which may be reached unless the user allows it.</summary>
internal static class AddressTable
{
    public static readonly string[] Hosts =
    [
        // This machine.
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F000001", "0x7f.1", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "0177.0.0.1", "0177.1", "00000177.0.0.1", "017700000001",
        "127.000.000.001", "127.0.0.1.", "127.0.0.1..", "127.255.255.254", "127.8.8.8", "0", "0.0.0.0", "0x0", "00.0", "0.1.2.3", "localhost", "LocalHost", "localhost.", "a.localhost", "a.b.LOCALHOST.",
        "127.0.0.0x1", "4294967297", "127.0.0.256", "1.2.3.4.127", "0x", "08.0.0.1",
        // The same as letters of other scripts.
        "１２７.0.0.1", "127。0。0。1", "127．0．0．1", "①②⑦.0.0.1", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ",
        // The same in IPv6.
        "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[0::0]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]",
        "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2001:0:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2600::5efe:7f00:1]", "[2600::200:5efe:127.0.0.1]",
        // Networks of one's own.
        "10.0.0.1", "10.1", "167772161", "0xa000001", "012.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "3232235521", "0xc0a80001", "0300.0250.0.1", "100.64.0.1", "100.127.255.255", "198.18.0.1",
        "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fe80::1%251]", "[::ffff:10.0.0.1]", "[::ffff:192.168.0.1]", "[::ffff:c0a8:1]", "[64:ff9b::a00:1]", "[2002:a00:1::]",
        // Where clouds keep secrets.
        "169.254.169.254", "169.254.43518", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]", "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16", "169.254.1.1",
        // What is no server.
        "192.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[ff02::1]", "[5f00::1]", "[2001:20::1]",
        // Names that lead inside, by whoever runs their zone.
        "inside.example", "metadata.google.internal", "127.0.0.1.nip.example", "printer.local", "xn--inside-.example",
    ];

    /// <summary>What stands between http:// and the port, that one program reads as this host and another as that.</summary>
    public static readonly string[] Tricks =
    [
        "user@127.0.0.1", "user:secret@127.0.0.1", "@127.0.0.1", ":@127.0.0.1", "public.test@127.0.0.1", "public.test:80@127.0.0.1", "127.0.0.1@public.test", "public.test\\@127.0.0.1", "127.0.0.1\\@public.test", "127.0.0.1\\.public.test",
        "public.test%40127.0.0.1", "127.0.0.1%00.public.test", "127.0.0.1%2e", "127%2e0%2e0%2e1", "127.0.0.1\0.public.test", "127.0.0.1\t", "127.0.\n0.1", "loc\talhost", " 127.0.0.1", "127.0.0.1 ", "127.0.0.1 public.test",
        "[::1", "::1", "[::1]x", "[::1]@public.test", "[127.0.0.1]", "[v1.a]", "[::ffff:127.0.0.1%public.test]", "127.0.0.1#@public.test", "127.0.0.1?@public.test", "127.0.0.1;public.test", "public.test&@127.0.0.1#@public.test", "",
    ];
}
