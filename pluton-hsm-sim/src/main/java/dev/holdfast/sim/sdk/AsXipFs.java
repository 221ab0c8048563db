package dev.holdfast.sim.sdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes ASXipFS, the file system of an application: a cramfs without compression, whose files begin at a page, so that programs
 * execute in place. {@code docs/formats.md} has the layout.
 */
final class AsXipFs {
    private static final int PAGE = 4096;
    /** Maximum length of a file name in bytes. */
    static final int MAX_NAME = 252;

    private static final int MAGIC = 0x28CD3D45;
    /** Flags: version 2, sorted directories. */
    private static final int FLAGS = 3;

    private static final int SUPERBLOCK = 64;
    private static final int CRC_OFFSET = 32;
    private static final int INODE = 12;
    private static final int WORD = 4;
    private static final int NAME_BITS = 6;

    /** Octal 040755. */
    private static final int DIRECTORY = 0x41ED;
    /** Octal 0101644: a regular file with the sticky bit, which says that its content is not compressed. */
    private static final int FILE = 0x83A4;
    /** Octal 0101755. */
    private static final int PROGRAM = 0x83ED;

    private AsXipFs() {}

    /**
     * Builds a file system.
     *
     * @param files content by path, such as {@code bin/app}; not empty, each file below 16 MiB
     * @param program path of the executable file
     */
    static byte[] of(Map<String, byte[]> files, String program) {
        Node root = Node.directory("");
        files.forEach((path, content) -> root.add(List.of(path.split("/", -1)), content, path.equals(program)));
        List<Node> nodes = root.withDescendants();
        int position = SUPERBLOCK + INODE;
        for (Node node : nodes) {
            if (node.content == null) {
                node.offset = position;
                position += node.size();
            }
        }
        for (Node node : nodes) {
            if (node.content != null && node.size() > 0) {
                position = toPage(position);
                node.offset = position;
                position += node.size();
            }
        }
        return encode(nodes, toPage(position));
    }

    private static byte[] encode(List<Node> nodes, int length) {
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(length).putInt(FLAGS).putInt(0).put(ascii("Compressed ROMFS"));
        out.putInt(0).putInt(0).putInt(0).putInt(nodes.size()).put(ascii("Compressed"));
        out.position(SUPERBLOCK);
        nodes.getFirst().write(out);
        for (Node node : nodes) {
            if (node.content == null) {
                node.children().forEach(child -> child.write(out));
            } else {
                out.put(node.offset, node.content);
            }
        }
        CRC32 crc = new CRC32();
        crc.update(out.array());
        out.putInt(CRC_OFFSET, (int) crc.getValue());
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int toPage(int position) {
        return (position + PAGE - 1) / PAGE * PAGE;
    }

    /** A directory or file. */
    private static final class Node {
        private final byte[] name;
        private final int mode;
        private final byte @Nullable [] content;
        /** Children by name. Their order is the unsigned order of the bytes, because readers stop at a greater name. */
        private final Map<String, Node> children = new TreeMap<>(
                Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        /** Start of the content; for a directory, of the inodes of its children. */
        private int offset;

        private Node(String name, int mode, byte @Nullable [] content) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.mode = mode;
            this.content = content;
        }

        static Node directory(String name) {
            return new Node(name, DIRECTORY, null);
        }

        void add(List<String> path, byte[] bytes, boolean executable) {
            String first = path.getFirst();
            if (path.size() == 1) {
                children.put(first, new Node(first, executable ? PROGRAM : FILE, bytes));
            } else {
                children.computeIfAbsent(first, Node::directory).add(path.subList(1, path.size()), bytes, executable);
            }
        }

        Collection<Node> children() {
            return children.values();
        }

        /** Returns this node and all below it, level by level. */
        List<Node> withDescendants() {
            List<Node> all = new ArrayList<>();
            Deque<Node> next = new ArrayDeque<>(List.of(this));
            while (!next.isEmpty()) {
                Node node = next.remove();
                all.add(node);
                next.addAll(node.children());
            }
            return all;
        }

        int size() {
            return content != null
                    ? content.length
                    : children().stream()
                            .mapToInt(child -> INODE + child.nameWords() * WORD)
                            .sum();
        }

        int nameWords() {
            return (name.length + WORD - 1) / WORD;
        }

        /** Writes the inode: u16 mode, u16 owner, u24 size, u8 group, 6 bits for the words of the name, 26 for those of the offset. */
        void write(ByteBuffer out) {
            out.putShort((short) mode).putShort((short) 0).putInt(size());
            out.putInt(((offset / WORD) << NAME_BITS) | nameWords());
            out.put(Arrays.copyOf(name, nameWords() * WORD));
        }
    }
}
