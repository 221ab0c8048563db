package dev.holdfast.sim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reads file systems as the kernel of Azure Sphere does. */
class AsXipFsTest {
    private static final int PAGE = 4096;

    @Property(tries = 200)
    void a_reader_finds_every_file(@ForAll("trees") Map<String, byte[]> files) {
        ByteBuffer image = ByteBuffer.wrap(AsXipFs.of(files, "app")).order(ByteOrder.LITTLE_ENDIAN);

        Map<String, byte[]> found = new TreeMap<>();
        int inodes = read(image, 64, "", found);

        assertThat(found).containsOnlyKeys(files.keySet());
        found.forEach((path, content) -> assertThat(content).isEqualTo(files.get(path)));
        assertThat(image.capacity() % PAGE).isZero();
        assertThat(image.getInt(4)).isEqualTo(image.capacity());
        assertThat(image.getInt(44)).as("inodes").isEqualTo(inodes);
        assertThat(checksum(image)).isEqualTo(image.getInt(32));
    }

    /** Reads the inode at an offset, and what is below it. Returns the number of inodes. */
    private static int read(ByteBuffer image, int inode, String path, Map<String, byte[]> found) {
        int mode = image.getShort(inode) & 0xFFFF;
        int size = image.getInt(inode + 4);
        int start = image.getInt(inode + 8) >>> 6 << 2;
        if ((mode & 0xF000) == 0x8000) {
            assertThat(mode).isEqualTo(path.equals("app") ? 0x83ED : 0x83A4);
            assertThat(start % PAGE).as("files begin at a page").isZero();
            found.put(path, bytes(image, start, size));
            return 1;
        }
        int count = 1;
        String previous = "";
        for (int child = start; child < start + size; ) {
            int length = (image.getInt(child + 8) & 0x3F) * 4;
            String name = new String(bytes(image, child + 12, length), StandardCharsets.UTF_8).replace("\0", "");
            assertThat(name).as("sorted").isGreaterThan(previous);
            count += read(image, child, path.isEmpty() ? name : path + "/" + name, found);
            previous = name;
            child += 12 + length;
        }
        return count;
    }

    private static byte[] bytes(ByteBuffer image, int start, int length) {
        byte[] bytes = new byte[length];
        image.get(start, bytes);
        return bytes;
    }

    private static int checksum(ByteBuffer image) {
        CRC32 crc = new CRC32();
        crc.update(bytes(image, 0, 32));
        crc.update(new byte[4]);
        crc.update(bytes(image, 36, image.capacity() - 36));
        return (int) crc.getValue();
    }

    /** Files have names with letters only, folders also a digit, so that no file has the name of a folder. */
    @Provide
    Arbitrary<Map<String, byte[]>> trees() {
        Arbitrary<String> file =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9);
        Arbitrary<String> folder =
                file.map(name -> name + "1/").list().ofMaxSize(3).map(parts -> String.join("", parts));
        Arbitrary<String> path = folder.flatMap(in -> file.map(name -> in + name));
        return Arbitraries.maps(path, Arbitraries.bytes().array(byte[].class).ofMaxSize(5000))
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
