package dev.holdfast.contract.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests with the example of C2SP signed-note and golang.org/x/mod/sumdb/note, and with paths of tlog-tiles. */
class VerifierKeyTest {
    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String NOTE = TEXT + "\n\u2014 PeterNeumann"
            + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void the_published_note_opens_with_the_published_key() throws UntrustedCheckpointException {
        VerifierKey key = VerifierKey.parse(KEY);
        assertThat(key.text()).isEqualTo(KEY);
        assertThat(key.verifyNote(NOTE)).isEqualTo(TEXT);
    }

    @Test
    void a_note_that_was_changed_does_not_open() {
        VerifierKey key = VerifierKey.parse(KEY);
        for (String bad : List.of(
                NOTE.replace("cryptography", "cryptographY"),
                NOTE.replace("x08go", "x08gp"),
                NOTE.replace("nAM=", "nAQ="),
                NOTE.replace("PeterNeumann", "EnochRoot"),
                TEXT,
                "")) {
            assertThatThrownBy(() -> key.verifyNote(bad)).isInstanceOf(UntrustedCheckpointException.class);
        }
    }

    @Test
    void a_key_with_a_changed_part_is_refused() {
        for (String bad : List.of(
                KEY.replace("PeterNeumann", "EnochRoot"),
                KEY.replace("c74f20a3", "c74f20a4"),
                KEY.replace("ARpc", "ARpd"),
                KEY.replace("+ARpc", "+AhpC"),
                KEY + "AAAA",
                "nothing")) {
            assertThatThrownBy(() -> VerifierKey.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_tile_has_exactly_one_path() {
        assertThat(new TilePath(0, 1_234_067, 256).text()).isEqualTo("0/x001/x234/067");
        assertThat(TilePath.parse("0/x001/x234/067")).contains(new TilePath(0, 1_234_067, 256));
        assertThat(TilePath.parse("entries/000.p/5")).contains(new TilePath(TilePath.ENTRIES, 0, 5));
        for (String bad : List.of("0/x000/067", "0/67", "6/000", "0/000.p/256", "0/000.p/0", "0/000.p/05", "x/000")) {
            assertThat(TilePath.parse(bad)).isEqualTo(Optional.empty());
        }
    }
}
