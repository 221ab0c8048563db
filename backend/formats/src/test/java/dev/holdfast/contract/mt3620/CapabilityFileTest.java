package dev.holdfast.contract.mt3620;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.format.TestKey;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests capability files: device, capabilities, expiry, layout. */
class CapabilityFileTest {
    /** File with the capability 11 for the device of the vectors. */
    private static final byte[] FILE = Vectors.read("capability");

    private static final TestKey KEY = new TestKey();
    private static final ImageId IMAGE = ImageId.parse("a1a2a3a4-b1b2-c1c2-d1d2-e1e2e3e4e5e6");

    @Test
    void a_file_enables_only_the_listed_capabilities() throws FormatException {
        CapabilityFile file = CapabilityFile.verify(FILE, Vectors.key(), Vectors.device());

        assertThat(file.numbers()).containsExactly(11);
        assertThat(file.allows(Capability.APPLICATION_DEVELOPMENT)).isTrue();
        assertThat(file.allows(Capability.FIELD_SERVICING)).isFalse();
    }

    @Test
    void a_file_for_another_device_is_refused() {
        DeviceId other = new DeviceId(KEY.publicKey());

        assertRefused(FILE, bytes -> CapabilityFile.verify(bytes, Vectors.key(), other), Reason.PURPOSE);
    }

    @Test
    void unordered_unused_repeated_and_unknown_slots_are_accepted() throws FormatException {
        CapabilityFile file = CapabilityFile.verify(Vectors.read("capability-many"), Vectors.key(), Vectors.device());

        assertThat(file.numbers()).containsExactlyInAnyOrder(11, 13, 4000);
    }

    @Test
    void a_signed_file_equals_the_vector_and_has_392_bytes() {
        byte[] written = new CapabilityFile(Vectors.device(), Set.of(11))
                .sign(IMAGE, Instant.ofEpochSecond(1764000000), Vectors.key(), KEY);

        assertThat(written).hasSize(392);
        assertThat(Arrays.copyOf(written, 392 - 64)).isEqualTo(Arrays.copyOf(FILE, 392 - 64));
    }

    @Test
    void a_file_with_an_expiry_has_404_bytes_and_expires_on_time() throws FormatException {
        Instant end = Instant.ofEpochSecond(1764003600);
        byte[] written = new CapabilityFile(Vectors.device(), Set.of(13), end)
                .sign(IMAGE, Instant.ofEpochSecond(1764000000), KEY.publicKey(), KEY);

        CapabilityFile file = CapabilityFile.verify(written, KEY.publicKey(), Vectors.device());

        assertThat(written).hasSize(404);
        assertThat(file.expiresAt()).isEqualTo(end);
        assertThat(file.isExpired(end.minusSeconds(1))).isFalse();
        assertThat(file.isExpired(end)).isTrue();
        assertThat(CapabilityFile.verify(FILE, Vectors.key(), Vectors.device()).isExpired(Instant.MAX))
                .as("Azure Sphere's files have no end")
                .isFalse();
    }

    @Test
    void a_malformed_expiry_is_refused() throws FormatException {
        for (byte[] content : new byte[][] {{}, {1, 2, 3, 4}, new byte[9], {1, 1, 1, 1, 1, 1, 1, (byte) 0x80}}) {
            ImagePackage original = ImagePackage.parse(FILE);
            byte[] spoilt = ImagePackage.sign(
                            original.body(),
                            original.metadata().with(new MetadataSection.Opaque(0x5845, Blob.of(content))),
                            KEY.publicKey(),
                            KEY)
                    .bytes();

            assertThatThrownBy(() -> CapabilityFile.verify(spoilt, KEY.publicKey(), Vectors.device()))
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void every_truncation_is_refused_with_its_reason() throws FormatException {
        assertRefused(
                Malformed.truncations(FILE),
                bytes -> CapabilityFile.verify(bytes, Vectors.key(), Vectors.device()),
                Reason.SIZE,
                Reason.SIGNATURE);
        assertRefused(Malformed.truncations(ImagePackage.parse(FILE).body()), CapabilityFile::decode, Reason.TRUNCATED);
    }

    @Test
    void a_wrong_header_field_is_refused() throws FormatException {
        byte[] body = ImagePackage.parse(FILE).body();

        assertRefused(Malformed.withOtherNumbers(body, 0, 4), CapabilityFile::decode, Reason.MAGIC);
        assertRefused(Malformed.withOtherNumbers(body, 4, 4), CapabilityFile::decode, Reason.VERSION);
        assertRefused(Malformed.withOtherNumbers(body, 8, 4), CapabilityFile::decode, Reason.LENGTH);
        assertRefused(Arrays.copyOf(body, body.length + 1), CapabilityFile::decode, Reason.TRAILING);
    }

    @Test
    void oversized_files_and_other_image_types_are_refused() {
        assertRefused(
                new byte[CapabilityFile.MAX_LENGTH + 1],
                bytes -> CapabilityFile.verify(bytes, Vectors.key(), Vectors.device()),
                Reason.SIZE);
        assertRefused(
                Vectors.read("application"),
                bytes -> CapabilityFile.verify(bytes, Vectors.key(), Vectors.device()),
                Reason.PURPOSE);
    }

    @Test
    void more_than_64_capabilities_or_the_number_0_are_refused() {
        Set<Integer> most = IntStream.rangeClosed(1, 64).boxed().collect(Collectors.toSet());
        Set<Integer> tooMany = IntStream.rangeClosed(1, 65).boxed().collect(Collectors.toSet());

        assertThat(new CapabilityFile(Vectors.device(), most).numbers()).hasSize(64);
        assertThatThrownBy(() -> new CapabilityFile(Vectors.device(), tooMany)).hasMessageContaining("at most 64");
        assertThatThrownBy(() -> new CapabilityFile(Vectors.device(), Set.of(0)))
                .hasMessageContaining("from 1");
    }

    @Test
    void capabilities_are_found_by_number_and_name() {
        assertThat(Arrays.stream(Capability.values()).filter(Capability::issuedByCloud))
                .extracting(Capability::number)
                .containsExactly(11, 13);
        assertThat(Capability.values()).hasSize(13).allSatisfy(capability -> {
            assertThat(Capability.ofNumber(capability.number())).contains(capability);
            assertThat(Capability.ofApiName(capability.apiName())).contains(capability);
        });
        assertThat(Capability.ofNumber(0)).isEmpty();
    }

    @Property(tries = 60)
    void every_file_survives_encoding_and_decoding(
            @ForAll @Size(max = 64) Set<@IntRange(min = 1, max = 0xFFFF) Integer> numbers) throws FormatException {
        DeviceId device = new DeviceId(KEY.publicKey());
        CapabilityFile file = new CapabilityFile(device, numbers);

        byte[] written = file.sign(IMAGE, Instant.EPOCH, KEY.publicKey(), KEY);

        assertThat(written).hasSize(392);
        assertThat(CapabilityFile.verify(written, KEY.publicKey(), device)).isEqualTo(file);
        assertThat(ImagePackage.parse(written).metadata().type()).isEqualTo(ImageType.FW_CONFIG);
    }
}
