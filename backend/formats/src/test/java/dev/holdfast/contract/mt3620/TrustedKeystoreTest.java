package dev.holdfast.contract.mt3620;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FlashArbitraries;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests trusted keystores. Offsets: a header of 4 bytes, then keys of 100 bytes, then the table. */
class TrustedKeystoreTest {
    /** Offset of the table: after a header of 4 bytes and two keys of 100 bytes. */
    private static final int TABLE = 4 + 2 * 100;

    private static byte[] body = new byte[0];

    @BeforeAll
    static void read() throws FormatException {
        body = ImagePackage.verify(Vectors.read("keystore"), Vectors.key()).body();
    }

    @Test
    void keys_and_opaque_parts_are_preserved() throws FormatException {
        TrustedKeystore keystore = TrustedKeystore.decode(body);

        assertThat(keystore.reserved()).isEqualTo(7);
        assertThat(keystore.entries()).hasSize(2);
        assertThat(keystore.entries().getFirst().key()).isEqualTo(Vectors.key());
        assertThat(keystore.table()).containsExactly(1L, 2L, 0xFFFF_FFFFL);
        assertThat(keystore.find(ImagePackage.thumbprint(Vectors.key())))
                .hasValueSatisfying(entry -> assertThat(entry.key()).isEqualTo(Vectors.key()));
        assertThat(keystore.encode()).isEqualTo(body);
    }

    @Test
    void a_keystore_of_azure_spheres_length_is_preserved() throws FormatException {
        byte[] file = Vectors.read("keystore-full");
        ImagePackage image = ImagePackage.verify(file, Vectors.key());

        TrustedKeystore keystore = TrustedKeystore.decode(image.body());

        assertThat(file).as("that of release 20.05").hasSize(2376);
        assertThat(keystore.entries()).hasSize(21);
        assertThat(keystore.table()).hasSize(17);
        assertThat(keystore.encode()).isEqualTo(image.body());
    }

    @Test
    void every_truncation_and_a_longer_body_are_refused() {
        assertRefused(
                Malformed.truncations(body), TrustedKeystore::decode, Reason.TRUNCATED, Reason.LENGTH, Reason.MAGIC);
        assertRefused(Arrays.copyOf(body, body.length + 1), TrustedKeystore::decode, Reason.LENGTH);
    }

    @Test
    void a_wrong_count_or_size_is_refused() {
        assertRefused(
                Malformed.withOtherNumbers(body, 0, 2),
                TrustedKeystore::decode,
                Reason.COUNT,
                Reason.MAGIC,
                Reason.LENGTH,
                Reason.TRUNCATED);
        assertRefused(Malformed.withOtherNumbers(body, 4 + 12, 2), TrustedKeystore::decode, Reason.LENGTH);
        assertRefused(Malformed.withOtherNumbers(body, 4 + 14, 2), TrustedKeystore::decode, Reason.LENGTH);
        assertRefused(Malformed.withOtherNumbers(body, TABLE, 4), TrustedKeystore::decode, Reason.MAGIC);
        assertRefused(
                Malformed.withOtherNumbers(body, TABLE + 4, 4), TrustedKeystore::decode, Reason.COUNT, Reason.LENGTH);
    }

    @Test
    void a_thumbprint_of_two_keys_is_refused() {
        byte[] twice = body.clone();
        System.arraycopy(body, 4 + 80, twice, 4 + 180, 20);

        assertRefused(twice, TrustedKeystore::decode, Reason.DUPLICATE);
        KeystoreEntry entry = KeystoreEntry.of(Vectors.key());
        assertThatThrownBy(() -> new TrustedKeystore(0, List.of(entry, entry), List.of()))
                .hasMessageContaining("twice");
    }

    @Property(tries = 100)
    void every_keystore_survives_encoding_and_decoding(@ForAll("keystores") TrustedKeystore keystore)
            throws FormatException {
        assertThat(TrustedKeystore.decode(keystore.encode())).isEqualTo(keystore);
    }

    @Provide
    Arbitrary<TrustedKeystore> keystores() {
        Arbitrary<List<KeystoreEntry>> entries = Combinators.combine(
                        FlashArbitraries.blobs(12, 12), FlashArbitraries.blobs(64, 64), FlashArbitraries.blobs(20, 20))
                .as((attributes, xy, thumbprint) ->
                        new KeystoreEntry(attributes, P256PublicKey.of(xy.bytes()), thumbprint))
                .list()
                .uniqueElements(KeystoreEntry::thumbprint)
                .ofMaxSize(8);
        return Combinators.combine(
                        FlashArbitraries.u16(),
                        entries,
                        FlashArbitraries.u32().list().ofMaxSize(TrustedKeystore.MAX_VALUES))
                .as(TrustedKeystore::new);
    }
}
