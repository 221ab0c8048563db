package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Digest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts for times, amounts and digests. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT-2S, now",
        "PT-59S, 59 s ago",
        "PT-61M, 1 h ago",
        "PT-47H, 1 d ago",
        "PT-9600H, 13 mo ago",
        "PT-17500H, 2 y ago",
        "PT3M, in 3 min",
        "PT121H, in 5 d"
    })
    void times_use_their_largest_whole_unit(Duration fromNow, String words) {
        assertThat(TimeText.say(NOW.plus(fromNow), NOW)).isEqualTo(words);
    }

    @Test
    void a_time_has_its_instant_for_machines() {
        assertThat(TimeText.exact(NOW).getElement().getOuterHTML())
                .startsWith("<time")
                .contains("datetime=\"2026-11-24T12:00:00Z\"", "2026-11-24 12:00:00");
        assertThat(TimeText.relative(null, "never").getText()).isEqualTo("never");
    }

    @Test
    void amounts_have_their_plural() {
        assertThat(Amount.of(1, "device")).isEqualTo("1 device");
        assertThat(Amount.of(1204, "device")).isEqualTo("1,204 devices");
        assertThat(Amount.bytes(812)).isEqualTo("812 B");
        assertThat(Amount.bytes(16 * 1024 * 1024)).isEqualTo("16.0 MiB");
    }

    @Test
    void only_the_groups_of_digits_that_differ_are_marked() {
        String same = "0123456789abcdef".repeat(4);
        Digest one = Digest.parse(same);
        Digest other = Digest.parse(same.substring(0, 63) + "0");

        assertThat(marked(DigestText.against(one, other))).isEqualTo(1);
        assertThat(marked(DigestText.against(one, one))).isZero();
        assertThat(DigestText.of(one).getElement().getTextRecursively()).isEqualTo(same);
    }

    /** Returns the number of digit groups that are marked as different. */
    private static long marked(DigestText text) {
        return text.getChildren()
                .filter(part -> part.hasClassName("hf-differs"))
                .count();
    }
}
