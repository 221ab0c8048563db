package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.fake.FakeClaims;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimListTest {
    private static final ClaimList.Target TOASTERS = new ClaimList.Target("Toaster", "Production");
    private static final ClaimList.Target KETTLES = new ClaimList.Target("Kettle", "Field Test");

    private final List<DeviceId> chips = FakeClaims.chips(3);
    private final String one = chips.get(0).text();
    private final String two = chips.get(1).text();
    private final String three = chips.get(2).text();

    @Test
    void ids_may_be_separated_as_people_paste_them() {
        ClaimList list = ClaimList.ofIds(
                "  " + one + ",\n" + two.toUpperCase(Locale.ROOT) + " ; " + one + "\r\n\r\n" + three, TOASTERS);

        assertThat(list.problems()).isEmpty();
        assertThat(list.rows()).extracting(ClaimList.Row::device).containsExactlyElementsOf(chips);
        assertThat(list.rows()).extracting(ClaimList.Row::line).containsExactly(1, 2, 4);
    }

    @Test
    void what_is_not_a_device_id_is_named_with_its_line() {
        ClaimList list = ClaimList.ofIds(one + "\nabc\n" + "z".repeat(128), TOASTERS);

        assertThat(list.rows()).hasSize(1);
        assertThat(list.problems()).extracting(LineProblem::line).containsExactly(2, 3);
        assertThat(list.problems().getFirst().what()).isEqualTo("abc");
        assertThat(list.problems().getFirst().why()).contains("128 hex digits");
        assertThat(list.problems().getLast().what()).hasSizeLessThan(30);
    }

    @Test
    void a_csv_file_sends_each_device_to_its_own_group() {
        ClaimList list = ClaimList.ofCsv(
                        "\uFEFFDeviceId,ProductName,DeviceGroupName\r\n" + one + ",Toaster,Production\r\n" + two
                                + ", \"kettle\" ,field test\r\n\r\n" + three + ",Toaster,Production\r\n")
                .among(List.of(TOASTERS, KETTLES));

        assertThat(list.problems()).isEmpty();
        assertThat(list.byTarget().keySet()).containsExactly(TOASTERS, KETTLES);
        assertThat(list.byTarget().get(TOASTERS))
                .extracting(ClaimList.Row::line)
                .containsExactly(2, 5);
        assertThat(ClaimPanel.effect(list, "new.csv"))
                .isEqualTo("new.csv: 2 devices to Toaster / Production, 1 device to Kettle / Field Test");
    }

    @Test
    void a_spreadsheet_may_have_written_semicolons() {
        ClaimList list = ClaimList.ofCsv("deviceid;productname;devicegroupname\n" + one + ";Toaster;Production");

        assertThat(list.problems()).isEmpty();
        assertThat(list.rows()).hasSize(1);
    }

    @Test
    void every_line_of_a_csv_file_that_cannot_be_claimed_is_named() {
        ClaimList list = ClaimList.ofCsv("DeviceId,ProductName,DeviceGroupName\n" + one + ",Toaster\n" + two
                        + ",Toaster,Attic\nnonsense,Toaster,Production\n" + three + ",Toaster,Production\n" + three
                        + ",Kettle,Field Test\n")
                .among(List.of(TOASTERS, KETTLES));

        assertThat(list.problems())
                .extracting(problem -> problem.line() + " " + problem.why())
                .containsExactly(
                        "2 three values are expected: device ID, product, device group",
                        "3 this catalog has no device group Toaster / Attic",
                        "4 a device ID has 128 hex digits; this one has 8",
                        "6 line 5 sends this device to Toaster / Production");
    }

    @Test
    void a_file_without_the_header_is_not_guessed_at() {
        ClaimList list = ClaimList.ofCsv(one + ",Toaster,Production");

        assertThat(list.rows()).isEmpty();
        assertThat(list.problems().getFirst().why()).contains(ClaimList.HEADER);
        assertThat(ClaimList.ofCsv("").problems()).hasSize(1);
    }

    @Test
    void more_devices_than_one_claim_takes_are_too_many() {
        String many = FakeClaims.chips(ClaimList.MOST + 1).stream()
                .map(DeviceId::text)
                .collect(Collectors.joining("\n"));

        ClaimList list = ClaimList.ofIds(many, TOASTERS);

        assertThat(list.problems()).hasSize(1);
        assertThat(list.problems().getFirst().line()).isEqualTo(20_001);
        assertThat(list.problems().getFirst().why()).contains("20,000");
    }
}
