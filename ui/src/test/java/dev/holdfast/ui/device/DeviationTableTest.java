package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table that compares a device's counters and states with the expected ones. */
class DeviationTableTest {
    @Test
    void each_aspect_has_a_row_if_nothing_deviates() {
        AttestationPanel.DeviationTable table = new AttestationPanel.DeviationTable(List.of());

        assertThat(table.getBody().getRows()).hasSize(5);
        assertThat(table.getElement().getTextRecursively())
                .contains("Rollback", "Debugging", "Capabilities", "Manufacturing", "Clock")
                .doesNotContain("Differs");
    }

    @Test
    void a_deviation_shows_reported_and_expected_values_and_the_reason() {
        AttestationPanel.DeviationTable table = new AttestationPanel.DeviationTable(List.of(
                new DeviationView(
                        DeviationKind.COMPONENT_BELOW_FUSE,
                        "NormalWorldKernel",
                        "5de5dd17",
                        "at least 7",
                        "6",
                        "The kernel is below its fuse."),
                new DeviationView(
                        DeviationKind.BOOT_COUNT_ROLLBACK, "device", "", "at least 9", "8", "It was in boot 9.")));

        assertThat(table.getBody().getRows()).hasSize(6);
        assertThat(table.getBody().getRows().getFirst().getElement().getTextRecursively())
                .contains("Rollback", "NormalWorldKernel", "Differs", "at least 7", "6", "below its fuse");
        assertThat(table.getBody().getRows().get(1).getElement().getTextRecursively())
                .contains("device", "at least 9");
    }
}
