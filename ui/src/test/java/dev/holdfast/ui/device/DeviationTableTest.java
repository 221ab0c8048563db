package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviationTableTest {
    @Test
    void every_aspect_stands_there_also_when_nothing_is_wrong() {
        AttestationPanel.DeviationTable table = new AttestationPanel.DeviationTable(List.of());

        assertThat(table.getBody().getRows()).hasSize(5);
        assertThat(table.getElement().getTextRecursively())
                .contains("Rollback", "Debugging", "Capabilities", "Manufacture", "Clocks")
                .doesNotContain("Differs");
    }

    @Test
    void what_differs_shows_expected_against_reported_and_says_why() {
        AttestationPanel.DeviationTable table = new AttestationPanel.DeviationTable(List.of(
                new DeviationView(
                        DeviationKind.COMPONENT_BELOW_FLOOR,
                        "NormalWorldKernel",
                        "5de5dd17",
                        "at least 7",
                        "6",
                        "The kernel is below its fuse."),
                new DeviationView(
                        DeviationKind.BOOT_COUNT_WENT_BACK, "device", "", "at least 9", "8", "It was in boot 9.")));

        assertThat(table.getBody().getRows()).hasSize(6);
        assertThat(table.getBody().getRows().getFirst().getElement().getTextRecursively())
                .contains("Rollback", "NormalWorldKernel", "Differs", "at least 7", "6", "below its fuse");
        assertThat(table.getBody().getRows().get(1).getElement().getTextRecursively())
                .contains("the device", "at least 9");
    }
}
