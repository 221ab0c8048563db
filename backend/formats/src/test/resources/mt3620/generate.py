#!/usr/bin/env python3
"""Writes the *.hex vectors beside it, from the layout tables in docs/formats.md and, for the body of
an application, from the layout of cramfs.

It shares no code with the Java readers and writers, so that both sides cannot make the same mistake. It needs only
Python's standard library; signatures are deterministic (RFC 6979), so running it again changes nothing.
"""
import hashlib
import hmac
import struct
import uuid
import zlib
from pathlib import Path

HERE = Path(__file__).parent

# --- P-256 (SEC 2, 2.4.2) and deterministic ECDSA (RFC 6979) ---
P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    result = None
    while k:
        result = add(result, point) if k & 1 else result
        point, k = add(point, point), k >> 1
    return result


def sign(secret, message):
    digest = hashlib.sha256(message).digest()
    seed = secret.to_bytes(32, "big") + (int.from_bytes(digest, "big") % N).to_bytes(32, "big")
    key, value = bytes(32), b"\x01" * 32
    for byte in (b"\x00", b"\x01"):
        key = hmac.digest(key, value + byte + seed, "sha256")
        value = hmac.digest(key, value, "sha256")
    value = hmac.digest(key, value, "sha256")
    k = int.from_bytes(value, "big")
    r = times(k, G)[0] % N
    s = pow(k, -1, N) * (int.from_bytes(digest, "big") + r * secret) % N
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def secret(label):
    return int.from_bytes(hashlib.sha256(label.encode()).digest(), "big") % N


def public(label):
    x, y = times(secret(label), G)
    return x.to_bytes(32, "big") + y.to_bytes(32, "big")


# --- fields: (bytes, comment) ---
def u16(value, what):
    return struct.pack("<H", value), f"u16 {what}"


def u32(value, what):
    return struct.pack("<I", value), f"u32 {what}"


def u64(value, what):
    return struct.pack("<Q", value), f"u64 {what}"


def guid(text, what):
    return uuid.UUID(text).bytes_le, f"{what} {text}"


def text32(text, what):
    return text.encode().ljust(32, b"\0"), f'{what} "{text}"'


def join(fields):
    return b"".join(data for data, _ in fields)


def section(letters, fields):
    return [(letters.encode(), f"section {letters}"), u16(len(join(fields)), "length")] + fields


KEY = "vector key"
THUMBPRINT = hashlib.sha256(public(KEY)).digest()[:20]
BUILT = 1764000000
COMPONENT = "01020304-0506-0708-090a-0b0c0d0e0f10"
IMAGE = "a1a2a3a4-b1b2-c1c2-d1d2-e1e2e3e4e5e6"


def common(image_type, name, component=COMPONENT, image=IMAGE):
    return [
        section("ID", [u16(image_type, "image type"), u16(0, "reserved"), guid(component, "component"), guid(image, "image")]),
        section("SG", [(THUMBPRINT, "thumbprint"), u32(1, "signing type ECDSA P-256")]),
        section("DB", [u64(BUILT, "build time"), text32(name, "name")]),
    ]


def package(body, sections):
    fields = list(body) + [(b"4X4M", "metadata magic"), u32(len(sections), "section count")]
    for each in sections:
        fields += each
    metadata = len(join(fields)) - len(join(body))
    fields.append(u32(metadata + 4, "metadata length, this field included"))
    fields.append((sign(secret(KEY), join(fields)), "signature R, S"))
    return fields


def write(name, title, fields):
    lines, offset = [f"# {title}", "# Written by generate.py; offsets are hexadecimal."], 0
    for data, what in fields:
        lines.append(f"# {offset:04x} {what}")
        lines += [data[i:i + 32].hex() for i in range(0, len(data), 32)]
        offset += len(data)
    (HERE / f"{name}.hex").write_text("\n".join(lines) + "\n")


def interface(version, number):
    return [u32(version, "interface version"), u32(number, "interface")]


def interfaces(*pairs):
    return [u32(len(pairs), "count")] + [field for pair in pairs for field in interface(*pair)]


def entry(image, component, image_type, partition, length, provides, depends, extension=b""):
    fields = [guid(image, "image"), guid(component, "component"), u16(image_type, "image type"),
              u16(partition, "partition"), u32(length, "file length"), u32(length, "uncompressed length")]
    for pair in provides + depends:
        fields += interface(*pair)
    return fields + ([(extension, "a later release's field")] if extension else [])


def manifest(entries, extension=b""):
    fields = [u16(3, "version"), u16(len(entries), "image count"), u16(16 + len(extension), "header size"),
              u16(len(join(entries[0])), "entry size"), u64(BUILT, "build time")]
    if extension:
        fields.append((extension, "a later release's field"))
    return fields + [field for each in entries for field in each]


def keystore_key(label):
    return [(bytes(range(12)), "attributes of " + label), u16(64, "key size"), u16(20, "thumbprint size"),
            (public(label), "X, Y"), (hashlib.sha256(public(label)).digest()[:20], "thumbprint")]


def capabilities(numbers):
    return [(b"\xfd\x5c\xfd\x5c", "magic"), u32(1, "version"), u32(0xCC, "metadata offset"), (public("device"), "device ID"),
            (struct.pack("<64H", *numbers, *[0] * (64 - len(numbers))), f"64 x u16, capabilities {numbers}")]


NONE = (0, 0)
KEYSTORE_IMAGE = "22222222-2222-2222-2222-222222222222"
KEYSTORE_COMPONENT = "11111111-1111-1111-1111-111111111111"
FW_CONFIG = "4128b5d8-abc2-4155-9a33-8a1f31ed67ec"

keystore = package(
    [u16(2, "key count"), u16(7, "meaning unknown")] + keystore_key("vector key") + keystore_key("next key")
    + [(b"UTBL", "table magic"), u32(3, "table count"), u32(1, "value"), u32(2, "value"), u32(0xFFFFFFFF, "value")],
    common(19, "trusted-keystore", KEYSTORE_COMPONENT, KEYSTORE_IMAGE) + [section("RV", [u32(4, "security version")])])

write("key", "X, Y of the key that signed every vector", [(public(KEY), "X, Y")])
write("device", "X, Y that is the device ID in the capability files", [(public("device"), "X, Y")])
write("application", "An application with every section that is known, and one that is not", package(
    [(b"the body of an application", "body")],
    common(10, "toaster") + [
        section("TP", [u32(3, "RemoveAtBoot, UnderDevelopment")]),
        section("ND", interfaces((5, 3))),
        section("NP", interfaces((2, 1), (9, 2))),
        section("RV", [u32(0xFFFFFFFE, "security version")]),
        section("CM", [u32(100000, "uncompressed length"), u32(1, "LZMA")]),
        section("RO", [u32(0x10000, "flash offset")]),
        section("LG", [(b"legacy", "content")]),
        section("AD", [(b"\x01", "content")]),
        section("AP", []),
        section("ZZ", [(b"of the future", "content")]),
    ]))
write("minimal", "The smallest package: no body, three sections", package([], common(21, "board")))
write("keystore", "A trusted keystore of two keys", keystore)
# Azure Sphere's keystore has 2,376 bytes, 196 of them around the body. The rest has room for at most 21 keys; 17 values fill it.
write("keystore-full", "A trusted keystore of 2,376 bytes, as Azure Sphere's: 21 keys, 17 values", package(
    [u16(21, "key count"), u16(7, "meaning unknown")]
    + [field for number in range(21) for field in keystore_key(f"key {number}")]
    + [(b"UTBL", "table magic"), u32(17, "table count")] + [u32(value, "value") for value in range(17)],
    common(19, "trusted-keystore", KEYSTORE_COMPONENT, KEYSTORE_IMAGE) + [section("RV", [u32(5, "security version")])]))
write("manifest-base", "A base system manifest that lists keystore.hex and one image of an unknown type", package(
    manifest([
        entry(KEYSTORE_IMAGE, KEYSTORE_COMPONENT, 19, 1, len(join(keystore)), [NONE, NONE], [(1, 1), NONE]),
        entry("44444444-4444-4444-4444-444444444444", "33333333-3333-3333-3333-333333333333",
              999, 99, 0xFFFFFFFF, [(7, 2), (8, 77)], [NONE, NONE])]),
    common(23, "base-manifest") + [section("RV", [u32(4, "security version")])]))
write("manifest-grown", "A customer manifest of a later release: longer header, longer entries", package(
    manifest([entry(IMAGE, COMPONENT, 10, 4, 4096, [NONE, NONE], [(5, 3), NONE], b"grow")], b"\xaa\xbb\xcc\xdd\xee"),
    common(25, "customer-manifest")))
write("capability", "A capability file: application development", package(
    capabilities([11]), common(13, "fw_config", FW_CONFIG)))
write("capability-many", "A capability file with unsorted and repeated capabilities, unused slots, and an unknown number", package(
    capabilities([13, 0, 11, 0, 4000, 11]), common(13, "fw_config", FW_CONFIG)))


# --- an application as the SDK packs it: ASXipFS (a cramfs that executes in place) with a manifest and a program ---
PAGE = 4096
APP_MANIFEST = b'{"SchemaVersion":1,"Name":"blink","ComponentId":"' + COMPONENT.encode() + b'","EntryPoint":"/bin/app"}'
PROGRAM = b"\x7fELF" + bytes(range(1, 60))


def inode(mode, size, name, offset):
    """Mode (the sticky bit of a file says that it is not compressed), owner, 24 bits of size and 8 of group, then 6 bits of the name's words and 26 of the content's."""
    padded = name.encode().ljust((len(name) + 3) // 4 * 4, b"\0")
    head = struct.pack("<HHII", mode, 0, size, offset // 4 << 6 | len(padded) // 4)
    return head + padded


def file_system():
    files = (inode(0o101644, len(APP_MANIFEST), "app_manifest.json", PAGE)
             + inode(0o040755, 16, "bin", 0x40 + 12 + 32 + 16))
    program = inode(0o101755, len(PROGRAM), "app", 2 * PAGE)
    root = struct.pack("<HHII", 0o040755, 0, len(files), (0x40 + 12) // 4 << 6)
    superblock = struct.pack("<IIII16sIIII16s", 0x28CD3D45, 3 * PAGE, 3, 0, b"Compressed ROMFS", 0, 0, 0, 4, b"Compressed")
    image = (superblock + root + files + program).ljust(PAGE, b"\0") + APP_MANIFEST.ljust(PAGE, b"\0") + PROGRAM.ljust(PAGE, b"\0")
    return image[:32] + struct.pack("<I", zlib.crc32(image)) + image[36:]


write("application-sdk", "A developer's build as the SDK packs it: ASXipFS, then ID, SG, DB, TP, ND", package(
    [(file_system(), "ASXipFS: superblock and inodes, app_manifest.json, bin/app, a page each")],
    common(10, "blink") + [
        section("TP", [u32(2, "UnderDevelopment")]),
        section("ND", interfaces((3, 3))),
    ]))
write("application-shuffled", "Known sections in unusual order, between unknown ones", package(
    [(b"body", "body")],
    [section("Q1", [(b"\xff" * 7, "content")]), section("RV", [u32(9, "security version")])]
    + list(reversed(common(10, "shuffled")))
    + [section("q2", []), section("NP", interfaces()), section("RO", [u32(0xFFFFFFFF, "flash offset")])]))
