package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.fake.FakeClaims;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimListTest {
    private final List<DeviceId> chips = FakeClaims.chips(3);
    private final String one = chips.get(0).text();
    private final String two = chips.get(1).text();
    private final String three = chips.get(2).text();

    @Test
    void ids_may_be_separated_as_people_paste_them() {
        ClaimList list =
                ClaimList.of("  " + one + ",\n" + two.toUpperCase(Locale.ROOT) + " ; " + one + "\r\n\r\n" + three);

        assertThat(list.problems()).isEmpty();
        assertThat(list.rows()).extracting(ClaimList.Row::device).containsExactlyElementsOf(chips);
        assertThat(list.rows()).extracting(ClaimList.Row::line).containsExactly(1, 2, 4);
    }

    @Test
    void what_is_not_a_device_id_is_named_with_its_line() {
        ClaimList list = ClaimList.of(one + "\nabc\n" + "z".repeat(128));

        assertThat(list.rows()).hasSize(1);
        assertThat(list.problems()).extracting(ProblemLines.LineProblem::line).containsExactly(2, 3);
        assertThat(list.problems().getFirst().what()).isEqualTo("abc");
        assertThat(list.problems().getFirst().why()).contains("128 hex digits");
        assertThat(list.problems().getLast().what()).hasSizeLessThan(30);
    }

    @Test
    void more_devices_than_one_claim_takes_are_too_many() {
        String many = FakeClaims.chips(ClaimList.MOST + 1).stream()
                .map(DeviceId::text)
                .collect(Collectors.joining("\n"));

        ClaimList list = ClaimList.of(many);

        assertThat(list.problems()).hasSize(1);
        assertThat(list.problems().getFirst().line()).isEqualTo(20_001);
        assertThat(list.problems().getFirst().why()).contains("20,000");
    }

    @Test
    void a_file_of_something_else_is_not_read_to_its_end() {
        ClaimList list = ClaimList.of("a,".repeat(3_000) + "\nb".repeat(3_000), ClaimList.MOST);

        assertThat(list.problems()).hasSize(ClaimList.MOST_PROBLEMS + 1);
        assertThat(list.problems().getLast().line()).isEqualTo(1);
        assertThat(list.problems().getLast().why()).contains("nothing behind this line was read");
    }

    @Test
    void of_too_many_devices_one_too_many_is_read() {
        String many = FakeClaims.chips(50).stream().map(DeviceId::text).collect(Collectors.joining("\n"));

        ClaimList list = ClaimList.of(many + "\nnonsense", 10);

        assertThat(list.rows()).hasSize(11);
        assertThat(list.problems()).extracting(ProblemLines.LineProblem::what).containsExactly("more than 10 devices");
    }
}
