package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.fake.FakeClaims;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads pasted device IDs. */
class ClaimListTest {
    private final List<DeviceId> chips = FakeClaims.chips(3);
    private final String one = chips.get(0).text();
    private final String two = chips.get(1).text();
    private final String three = chips.get(2).text();

    @Test
    void ids_are_separated_by_lines_blanks_commas_or_semicolons() {
        ClaimList list =
                ClaimList.of("  " + one + ",\n" + two.toUpperCase(Locale.ROOT) + " ; " + one + "\r\n\r\n" + three);

        assertThat(list.problems()).isEmpty();
        assertThat(list.rows()).extracting(ClaimList.Row::device).containsExactlyElementsOf(chips);
        assertThat(list.rows()).extracting(ClaimList.Row::line).containsExactly(1, 2, 4);
    }

    @Test
    void a_malformed_device_id_is_reported_with_its_line() {
        ClaimList list = ClaimList.of(one + "\nabc\n" + "z".repeat(128));

        assertThat(list.rows()).hasSize(1);
        assertThat(list.problems()).extracting(ProblemLines.LineProblem::line).containsExactly(2, 3);
        assertThat(list.problems().getFirst().value()).isEqualTo("abc");
        assertThat(list.problems().getFirst().reason()).contains("128 hex digits");
        assertThat(list.problems().getLast().value()).hasSizeLessThan(30);
    }

    @Test
    void a_claim_with_too_many_devices_is_reported() {
        String many =
                FakeClaims.chips(ClaimList.MAX + 1).stream().map(DeviceId::text).collect(Collectors.joining("\n"));

        ClaimList list = ClaimList.of(many);

        assertThat(list.problems()).hasSize(1);
        assertThat(list.problems().getFirst().line()).isEqualTo(20_001);
        assertThat(list.problems().getFirst().reason()).contains("20,000");
    }

    @Test
    void reading_stops_after_too_many_malformed_ids() {
        ClaimList list = ClaimList.of("a,".repeat(3_000) + "\nb".repeat(3_000), ClaimList.MAX);

        assertThat(list.problems()).hasSize(ClaimList.MAX_PROBLEMS + 1);
        assertThat(list.problems().getLast().line()).isEqualTo(1);
        assertThat(list.problems().getLast().reason())
                .contains("not read, because too many lines above are no device IDs");
    }

    @Test
    void reading_stops_one_device_above_the_limit() {
        String many = FakeClaims.chips(50).stream().map(DeviceId::text).collect(Collectors.joining("\n"));

        ClaimList list = ClaimList.of(many + "\nnonsense", 10);

        assertThat(list.rows()).hasSize(11);
        assertThat(list.problems()).extracting(ProblemLines.LineProblem::value).containsExactly("more than 10 devices");
    }
}
